package coda.voice.engine.gpu;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.GPU;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with the memory of graphics cards. */
public enum GpuError implements ErrorCode {
  GPU_MEMORY_FULL(
      in(GPU, "There is no room, and nobody gave enough back")
          .was("VRAM")
          .client("Try again in a moment")
          .operator("Lower what others may hold, or use a larger card")
          .later()
          .http(503)),
  GPU_ABOVE_MAXIMUM(
      in(GPU, "A component wants more than it may have")
          .was("VRAM")
          .operator("Raise gpu.components.NAME.maximum")
          .later()
          .http(503)),
  GPU_RELEASE_INVALID(
      in(GPU, "A component gives back more than it holds")
          .was("VRAM")
          .operator("Report it with the log line")),
  GPU_NONE(
      in(GPU, "There is no card to keep books about")
          .was("RES")
          .operator("Set gpu.total where there is one that cannot be read")),
  GPU_UNREADABLE(
      in(GPU, "The driver does not say how the card is")
          .was("COMP")
          .operator("Look at nvidia-smi")),
  GPU_PLAN_INVALID(
      in(GPU, "The plan for the memory contradicts itself")
          .was("CONFIG")
          .operator("Correct the setting that the message names")),
  GPU_SIZE_INVALID(
      in(GPU, "A text is no amount of memory")
          .was("CONFIG")
          .operator("Write it like the examples of the message")),
  GPU_COMPONENT_TAKEN(
      in(GPU, "Two components have one name").was("CONFIG").operator("Name one of them otherwise")),
  GPU_COMPONENT_CLOSED(
      in(GPU, "The component is not registered any more")
          .was("COMP")
          .client("Try again in a moment")
          .later()
          .http(503));

  private final ErrorFacts facts;

  GpuError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}

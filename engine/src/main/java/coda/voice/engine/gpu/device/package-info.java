/**
 * What graphics cards really do: readings through NVIDIA's management library (NVML), else through
 * the {@code nvidia-smi} program, else the plain statement that there is none.
 */
@NullMarked
package coda.voice.engine.gpu.device;

import org.jspecify.annotations.NullMarked;

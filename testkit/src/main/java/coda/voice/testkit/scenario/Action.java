package coda.voice.testkit.scenario;

/** Something that happens. */
public sealed interface Action
    permits Setting.Changeable, UserAction, ClientAction, ServerAction, DuplexAction {}

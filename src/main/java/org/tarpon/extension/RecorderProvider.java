package org.tarpon.extension;

/** A recorder, for the list {@code record.recorders}. */
public interface RecorderProvider extends Extension<Recorder> {}

/**
 * What a run leaves behind: the {@link org.tarpon.record.RunDirectory run directory}, {@link
 * org.tarpon.record.Checkpoint checkpoints}, digests, recorded spikes. Files appear whole or not at all.
 *
 * <p>What does not belong: what the figures mean and when they are taken (experiment).
 */
package org.tarpon.record;

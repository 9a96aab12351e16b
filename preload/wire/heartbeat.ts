/**
 * A sign of life beside the frames of a WebSocket. A tunnel that broke in the middle closes nothing: each side
 * then only hears that the other has become silent. Beats are counted, not timed, so that a computer that slept
 * does not take its own sleep for the other's silence.
 */

/** What the host sends as a text of its own; never a frame. */
export const beat = 'beat'

/** Between beats, in ms. */
export const beatEveryMs = 15_000

/** Beats that may pass without a sign before the connection is given up. */
export const silentBeats = 2

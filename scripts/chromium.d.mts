/** Path of a Chromium, or null where there is none and none can be installed. */
export function chromium(): string | null

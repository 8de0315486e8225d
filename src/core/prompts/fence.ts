/** Opens and closes a fence, as a pattern's source; not what Python and compilers put under a line: `~~~~^^`. */
export const FENCE_MARK = /`{3,}|~{3,}(?![~^ ]*\^)/.source;

/** A line that opens or closes a fence, and its mark. */
export const FENCE = new RegExp(`^[ \\t]*(${FENCE_MARK})`);

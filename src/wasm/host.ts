// What JavaScript does better: it is asked seldom. Addresses are of bytes in this memory.

/** Something is not as it should be in the line at `offset`; `code`: its place among `PROBLEMS`. */
export declare function problem(code: i32, offset: f64): void;
/** Epoch milliseconds of a time in an unusual form. */
export declare function timestampOf(from: usize, to: usize): f64;
/** Nano-dollars of a number of dollars; NaN where it is none. */
export declare function nanoOf(from: usize, to: usize): f64;
/** The number of a text with escapes, by `textAsWritten`. */
export declare function unescaped(from: usize, to: usize): u32;
/** Splits a user's text, and calls `part` for each of its parts. */
export declare function splitPrompt(from: usize, to: usize): void;
/** The program that a command runs, as `textAt` would number it. */
export declare function programOf(from: usize, to: usize): u32;
/** What core/usage/callHash.ts says of a text with escapes, or beyond ASCII. */
export declare function callHashOf(from: usize, to: usize): u32;

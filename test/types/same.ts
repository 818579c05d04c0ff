/** Is `true` if two types are the same: Vitest's own check would bring the globals of Node.js to other runtimes. */
export type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Fails to compile unless its type argument is `true`. */
export function check<_ extends true>(): void {}

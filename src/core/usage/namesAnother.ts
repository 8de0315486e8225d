/**
 * Did two rows of a log name two different ones, of an effort or a version? What an older client's row does not name is
 * no change.
 */
export function namesAnother(a: string, b: string): boolean {
  return a !== b && a !== '' && b !== '';
}

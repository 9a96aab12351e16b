/** There is too little text to learn from, or what is wanted cannot be had. */
export class CalibrationError extends Error {
  override readonly name = 'CalibrationError'
  readonly expected = true
}

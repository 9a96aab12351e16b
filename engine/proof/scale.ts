/** From so many parameters on everything takes so much longer that less is measured, and less of it at once. */
const largeParameters = 100e6

export function isLarge(parameters: number): boolean {
  return parameters > largeParameters
}

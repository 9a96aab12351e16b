/** Logistic regression by Newton's method, with a ridge that keeps weights small where the data say little. */

/** One observation. */
export interface Observation {
  readonly features: readonly number[]
  readonly isTrue: boolean
}

const iterations = 25
const enough = 1e-8
/** Half of the penalty's second derivative, for each weight; as strong as a few observations. */
const ridge = 1

/** The weights that make the observations likeliest. Throws RangeError where there are none. */
export function fitLogistic(observations: readonly Observation[]): number[] {
  const size = observations[0]?.features.length ?? 0
  if (size === 0) throw new RangeError('nothing to fit')
  let weights = Array.from({ length: size }, () => 0)
  for (let iteration = 0; iteration < iterations; iteration++) {
    const step = newtonStep(observations, weights)
    weights = weights.map((weight, at) => weight + (step[at] ?? 0))
    if (Math.max(...step.map(Math.abs)) < enough) break
  }
  return weights
}

function newtonStep(observations: readonly Observation[], weights: readonly number[]): number[] {
  const size = weights.length
  const gradient = weights.map((weight) => -ridge * weight)
  const curvature = weights.map((_, row) => weights.map((_weight, column): number => (row === column ? ridge : 0)))
  for (const { features, isTrue } of observations) {
    let sum = 0
    for (let at = 0; at < size; at++) sum += (weights[at] ?? 0) * (features[at] ?? 0)
    const probability = 1 / (1 + Math.exp(-sum))
    const slope = probability * (1 - probability)
    const rest = (isTrue ? 1 : 0) - probability
    for (let row = 0; row < size; row++) {
      const feature = features[row] ?? 0
      if (feature === 0) continue
      gradient[row] = (gradient[row] ?? 0) + rest * feature
      const line = curvature[row] ?? []
      for (let column = 0; column < size; column++) line[column] = (line[column] ?? 0) + slope * feature * (features[column] ?? 0)
    }
  }
  return solve(curvature, gradient)
}

/** Gaussian elimination with pivots; the matrix is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  const value = (row: number, column: number) => rows[row]?.[column] ?? 0
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot
    for (let row = pivot + 1; row < size; row++) if (Math.abs(value(row, pivot)) > Math.abs(value(best, pivot))) best = row
    const [chosen, other] = [rows[best] ?? [], rows[pivot] ?? []]
    rows[best] = other
    rows[pivot] = chosen
    for (let row = pivot + 1; row < size; row++) {
      const factor = value(row, pivot) / value(pivot, pivot)
      rows[row] = (rows[row] ?? []).map((entry, column) => (column < pivot ? entry : entry - factor * value(pivot, column)))
    }
  }
  const solution = right.map(() => 0)
  for (let row = size - 1; row >= 0; row--) {
    let sum = value(row, size)
    for (let column = row + 1; column < size; column++) sum -= value(row, column) * (solution[column] ?? 0)
    solution[row] = sum / value(row, row)
  }
  return solution
}

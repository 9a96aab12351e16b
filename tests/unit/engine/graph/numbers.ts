/** Numbers for tests of gradients, and finite differences to compare with. */
import {
  type Elements,
  evaluate,
  type Gradient,
  denseGradient,
  gradients,
  input,
  multiply,
  parameter,
  Session,
  type SessionOptions,
  type Shape,
  sizeOf,
  sum,
  type Tensor,
} from '#engine/graph/index.ts'
import { Random } from '#engine/model/index.ts'

/** Normal numbers from a seed. */
export function normal(shape: Shape, seed: number): Float32Array {
  const random = new Random(seed)
  return Float32Array.from({ length: sizeOf(shape) }, () => random.normal())
}

/** The largest difference of two arrays, relative to the largest number in them. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let difference = 0
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!))
    largest = Math.max(largest, Math.abs(a[i]!), Math.abs(b[i]!))
  }
  return largest === 0 ? 0 : difference / largest
}

/** A function of parameters, made a number by weighting its elements, with what to feed. */
export interface Case {
  readonly loss: Tensor
  readonly value: Tensor
  readonly parameters: readonly Tensor[]
  readonly gradients: readonly Gradient[]
  readonly feeds: Map<string, Elements>
  readonly names: readonly string[]
}

export function makeCase(shapes: readonly Shape[], f: (...parameters: Tensor[]) => Tensor): Case {
  const names = shapes.map((_, i) => `p${i}`)
  const parameters = shapes.map((shape, i) => parameter(`p${i}`, shape))
  const value = f(...parameters)
  const loss = sum(multiply(value, input('weights', value.shape)))
  const feeds = new Map<string, Elements>([...shapes.map((shape, i) => [`p${i}`, normal(shape, i + 1)] as const), ['weights', normal(value.shape, 99)]])
  return { loss, value, parameters, gradients: gradients(loss, parameters), feeds, names }
}

/** The value and the gradients of a case, by its own graph. */
export async function ownGradients(
  { value, parameters, gradients, feeds }: Case,
  session: SessionOptions = {},
): Promise<{ value: Elements; gradients: Elements[] }> {
  const dense = gradients.map((gradient, i) => denseGradient(gradient, parameters[i]!.shape))
  const [own, ...rest] = await evaluate([value, ...dense], feeds, session)
  return { value: own!, gradients: rest }
}

/** The gradients of a case by central differences of its loss, number by number. */
export async function differences({ loss, names, feeds }: Case, step: number): Promise<Float32Array[]> {
  await using session = await Session.compile([loss])
  const at = async (): Promise<number> => Number((await session.run(feeds))[0]![0])
  const all: Float32Array[] = []
  for (const name of names) {
    const elements = feeds.get(name) as Float32Array
    const slopes = new Float32Array(elements.length)
    for (let i = 0; i < elements.length; i++) {
      const kept = elements[i]!
      elements[i] = kept + step
      const above = await at()
      elements[i] = kept - step
      const below = await at()
      elements[i] = kept
      slopes[i] = (above - below) / (2 * step)
    }
    all.push(slopes)
  }
  return all
}

/** How fast a machine multiplies, by a short measured product: what a plan's time is told from before the first step. */
import { input, linear, Session, type SessionOptions } from '#engine/graph/index.ts'

const [ROWS, WIDTH] = [1024, 512]
/** The share of a product's own rate that whole steps reach (engine/LOG.md). */
const WHOLE_STEPS = 0.6

/** Useful operations a second that a run can count on here. */
export async function measureSpeed(session: SessionOptions): Promise<number> {
  await using compiled = await Session.compile([linear(input('x', [ROWS, WIDTH]), input('w', [WIDTH, WIDTH]))], session)
  const feeds = new Map([
    ['x', new Float32Array(ROWS * WIDTH).fill(0.5)],
    ['w', new Float32Array(WIDTH * WIDTH).fill(0.5)],
  ])
  await compiled.run(feeds) // warms up
  const start = performance.now()
  const times = 5
  for (let i = 0; i < times; i++) await compiled.run(feeds)
  return (WHOLE_STEPS * times * 2 * ROWS * WIDTH * WIDTH * 1000) / (performance.now() - start)
}

/** How fast a machine multiplies, by a short measured product: what a plan's time is told from before the first step. */
import { input, linear, Session, type SessionOptions } from '#engine/graph/index.ts'

const [ROWS, WIDTH] = [1024, 512]
/** The share of a product's own rate that whole steps reach (engine/LOG.md). */
const WHOLE_STEPS = 0.6
/** So often; each takes about a hundredth of a second. */
const TIMES = 12

/**
 * Useful operations a second that a run can count on here while the computer is free: by the fastest of several products, because whoever
 * uses it meanwhile makes single ones slow.
 */
export async function measureSpeed(session: SessionOptions): Promise<number> {
  await using compiled = await Session.compile([linear(input('x', [ROWS, WIDTH]), input('w', [WIDTH, WIDTH]))], session)
  const feeds = new Map([
    ['x', new Float32Array(ROWS * WIDTH).fill(0.5)],
    ['w', new Float32Array(WIDTH * WIDTH).fill(0.5)],
  ])
  await compiled.run(feeds) // warms up
  let fastest = Infinity
  for (let i = 0; i < TIMES; i++) {
    const start = performance.now()
    await compiled.run(feeds)
    fastest = Math.min(fastest, performance.now() - start)
  }
  return (WHOLE_STEPS * 2 * ROWS * WIDTH * WIDTH * 1000) / fastest
}

import { defineConfig } from 'vitest/config'

/** `unit` is quick and pure; the others start processes, models or browsers and run one file after another, but for `e2e`, which mostly waits: two browsers share two cores. */
const suite = (name: string, include: string[], testTimeout: number, parallel: boolean) => ({
  test: {
    name,
    include,
    testTimeout,
    hookTimeout: testTimeout,
    // Long enough for a process or a browser on a busy machine; what comes sooner is seen sooner.
    expect: { poll: { timeout: Math.min(60_000, testTimeout * 0.75) } },
    pool: 'forks' as const,
    fileParallelism: parallel,
    isolate: true,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      suite('unit', ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture/**/*.test.ts'], 20_000, true),
      suite('integration', ['tests/integration/**/*.test.ts'], 300_000, false),
      suite('interop', ['tests/interop/**/*.test.ts'], 300_000, false),
      suite('packaging', ['tests/packaging/**/*.test.ts'], 300_000, false),
      suite('models', ['tests/models/**/*.test.ts'], 300_000, false),
      suite('e2e', ['tests/e2e/**/*.test.ts'], 300_000, true),
    ],
  },
})

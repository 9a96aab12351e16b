import { globSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/longest-first.ts'

const unit = ['tests/unit/**/*.test.{ts,tsx}', 'tests/architecture/**/*.test.ts']
/** Who replaces a module needs the whole program imported anew, and nobody else may meet what was replaced. */
const apart = globSync(unit, { cwd: import.meta.dirname })
  .filter((file) => readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock('))
  .map((file) => file.replaceAll('\\', '/'))

/** Linux's folder in memory, where it has room: workspaces that flush every batch wait for a disk most of the time. Flushing is the integration tests' matter. */
function foldersInMemory(): { TMPDIR?: string } {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > 2 ** 31 ? { TMPDIR: memory } : {}
  } catch {
    return {} // not Linux
  }
}

/** What a model is found to be fast at when it opens decides how it is asked, and so how its numbers are rounded: these have the machine for themselves. */
const measuring = ['completion', 'phrases', 'engine-process'].map((name) => `tests/integration/${name}.test.ts`)

/** A run has the lowest priority: beside another browser it would hardly get anywhere. */
const learning = ['voice', 'voice-whole'].map((name) => `tests/e2e/${name}.test.ts`)

interface SuiteOptions {
  readonly exclude?: string[]
  readonly env?: Record<string, string>
  readonly testTimeout?: number
  /** Two files at a time. */
  readonly parallel?: boolean
  /** After the suites that run with it. */
  readonly after?: boolean
  /** Once for all files. */
  readonly globalSetup?: string
  /** Files share a process and what they import: starting and importing anew took longer than most of them. What one puts in the place of something is taken away before the next test. */
  readonly shared?: boolean
}

/** `unit` is quick and pure; the others start processes, models or browsers. Two files share two cores where they mostly wait. */
const suite = (
  name: string,
  include: string[],
  { exclude = [], env = {}, testTimeout = 300_000, parallel = false, after = false, shared = false, ...rest }: SuiteOptions = {},
) => ({
  test: {
    name,
    include,
    exclude: [...configDefaults.exclude, ...exclude],
    env,
    testTimeout,
    ...rest,
    setupFiles: 'tests/property-seed.ts',
    hookTimeout: testTimeout,
    // Long enough for a process or a browser on a busy machine; what comes sooner is seen sooner.
    expect: { poll: { timeout: Math.min(60_000, testTimeout * 0.75) } },
    pool: 'forks' as const,
    fileParallelism: parallel,
    sequence: { groupOrder: after ? 1 : 0 },
    isolate: !shared,
    ...(shared ? { restoreMocks: true, unstubGlobals: true, unstubEnvs: true } : {}),
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      suite('unit', unit, { exclude: apart, env: foldersInMemory(), testTimeout: 20_000, parallel: true, shared: true }),
      suite('unit-apart', apart, { env: foldersInMemory(), testTimeout: 20_000, parallel: true }),
      suite('integration', ['tests/integration/**/*.test.ts'], { exclude: measuring, parallel: true }),
      suite('integration-alone', measuring, { after: true }),
      suite('interop', ['tests/interop/**/*.test.ts']),
      suite('packaging', ['tests/packaging/**/*.test.ts']),
      suite('models', ['tests/models/**/*.test.ts']),
      suite('e2e', ['tests/e2e/**/*.test.ts'], { exclude: learning, globalSetup: 'tests/e2e/harness-server.ts', parallel: true, shared: true }),
      suite('e2e-alone', learning, { after: true }),
    ],
  },
})

/**
 * Builds the Python that `npm run test:interop` holds the engine against: PyTorch, Transformers, PEFT, TRL and gguf from the Python
 * registry, some gigabytes, in an ignored folder. No user needs it, and no other test.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { recall, remember, root, run, say } from './house.mjs'

const folder = join(root, '.moke', 'python')
// Those of resources/bundle/requirements.txt among them, in the same versions (tests/unit/main/bundle holds them to it).
const packages = [
  ...['torch==2.15.0', 'numpy==2.4.6', 'transformers==5.24.0', 'peft==0.21.2', 'gguf==0.19.0', 'safetensors==0.8.0'],
  ...['trl==1.16.0', 'datasets==5.2.0', 'accelerate==1.15.0'],
]

/** The Python to use: one that MOKE_PYTHON names, or one that is built here; undefined, with a plain word, where neither can be had. */
export function bringInteropPython() {
  if (process.env.MOKE_PYTHON) return process.env.MOKE_PYTHON
  const own = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
  const wanted = packages.join(' ')
  if (existsSync(own) && recall('interop-python') === wanted) return own
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-m', 'venv', '--help'], { stdio: 'ignore' }).status === 0)
  if (!python) return undefined
  say('正在准备 Python 环境（数 GB，只用于互通测试）· Building the Python of the interoperability tests, some gigabytes')
  rmSync(folder, { recursive: true, force: true })
  const isBuilt =
    run(python, ['-m', 'venv', folder]) === 0 &&
    run(own, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary', ':all:', ...packages]) === 0
  if (!isBuilt) {
    say('Python 环境没有装好，互通测试将跳过 · The Python environment could not be built; the interoperability tests are skipped')
    return undefined
  }
  remember('interop-python', wanted)
  return own
}

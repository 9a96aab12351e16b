/** Programs that nobody here wrote, by which tests read exports; on Debian, as root, those that are missing are installed. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run, say } from './house.mjs'

/** Debian's packages, and the programs of each that tests ask. */
export const outsidePrograms = {
  epubcheck: ['epubcheck', 'java'],
  pandoc: ['pandoc'],
  'libreoffice-writer': ['soffice'],
  // A writer without it leaves formulas out and says nothing.
  'libreoffice-math': ['lomath'],
  qpdf: ['qpdf'],
  'poppler-utils': ['pdftotext', 'pdfimages'],
  ffmpeg: ['ffprobe'],
  'libimage-exiftool-perl': ['exiftool'],
  'libxml2-utils': ['xmllint'],
}

/** Packages of which a program is not there. */
export function missingPrograms(isThere = isInstalled) {
  return Object.entries(outsidePrograms).flatMap(([name, programs]) => (programs.every((program) => isThere(program)) ? [] : [name]))
}

/** Where it can't be done nothing fails: the tests that ask them are skipped, each by name. */
export function bringOutsidePrograms() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const missing = missingPrograms()
  if (missing.length === 0) return
  say(`正在安装检查导出文件的 ${missing.join('、')} · Installing what checks exports`)
  const isFetched = run('timeout', ['60', 'apt-get', 'update', '-qq'], { quiet: true }) === 0
  // One that a system doesn't know keeps the others from being installed along with it.
  if (isFetched && !installed(missing, 240)) for (const each of missingPrograms()) installed([each], 30)
  const gone = missingPrograms()
  if (gone.length > 0) say(`没有装上 ${gone.join('、')}，要用它们的测试会跳过 · Not installed: their tests are skipped`)
}

/** Fetched first, for so many seconds: a network that gets nowhere holds nothing up, and no installation is cut short. */
function installed(packages, seconds) {
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  const wishes = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } }
  return run('timeout', [String(seconds), 'apt-get', ...install, '--download-only'], wishes) === 0 && run('apt-get', install, wishes) === 0
}

function isInstalled(program) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status === 0
}

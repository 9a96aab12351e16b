/** Decisions of the scripts that install, build and test. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { missingPackages } from '../../../scripts/chromium.mjs'
import { recall, remember } from '../../../scripts/house.mjs'
import { shouldFetch } from '../../../scripts/install.mjs'
import { missingPrograms } from '../../../scripts/outside-programs.mjs'
import { copies, fileOf, isBuilt, processes } from '../../../scripts/outputs.mjs'
import { countSuite } from '../../../scripts/totals.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moke-scripts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('packages of which any program is missing are installed, and no others', () => {
  expect(missingPrograms(() => true)).toEqual([])
  expect(missingPrograms((program: string) => program !== 'java' && program !== 'xmllint')).toEqual(['epubcheck', 'libxml2-utils'])
  // Without it LibreOffice has no formulas, and says nothing.
  expect(missingPrograms((program: string) => program !== 'lomath')).toEqual(['libreoffice-math'])
})

describe('what the scripts remember', () => {
  test('it is there at the next run, in one whole file', () => {
    const memory = join(folder, 'memory')
    remember('built', { sources: 'old' }, memory)
    remember('built', { sources: 'new' }, memory)
    expect(recall('built', memory)).toEqual({ sources: 'new' })
    expect(readdirSync(memory)).toEqual(['built.json'])
  })
  test.each(['', '{"lock":"5f', 'null'])('it is not there when it can’t be read: %j', (text) => {
    writeFileSync(join(folder, 'installed.json'), text)
    expect(recall('installed', folder)).toBeNull()
    expect(recall('never', folder)).toBeNull()
  })
})

describe('NVIDIA support', () => {
  const version = '3.0.0'
  test.each([
    ['is fetched at first', { missing: ['cuda'], asked: false, failed: undefined, version }, true],
    ['is not tried at every start once it failed', { missing: ['cuda'], asked: false, failed: version, version }, false],
    ['is tried again when asked for', { missing: ['cuda'], asked: true, failed: version, version }, true],
    ['is tried again for another version', { missing: ['cuda'], asked: false, failed: '2.0.0', version }, true],
    ['is not fetched when it is there', { missing: [], asked: true, failed: undefined, version }, false],
  ])('it %s', (_name, situation, expected) => {
    expect(shouldFetch(situation)).toBe(expected)
  })
})

describe('what the browser tests need', () => {
  test('it is looked for one by one', () => {
    expect(missingPackages({ chromium: true, font: true, vulkan: false })).toEqual(['mesa-vulkan-drivers'])
    expect(missingPackages({ chromium: false, font: true, vulkan: true })).toEqual(['chromium'])
    expect(missingPackages({ chromium: true, font: true, vulkan: true })).toEqual([])
  })
})

describe('the build', () => {
  const files = [...Object.keys(processes).map((name) => fileOf(name)), ...Object.keys(copies), 'renderer/index.html']
  test('it is there when every process and the page are', () => {
    for (const file of files) {
      expect(isBuilt(folder), file).toBe(false)
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, file), '')
    }
    expect(isBuilt(folder)).toBe(true)
  })
  test.each(files)('it is not there without %s', (absent) => {
    for (const file of files.filter((one) => one !== absent)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true })
      writeFileSync(join(folder, file), '')
    }
    expect(isBuilt(folder)).toBe(false)
  })
})

describe('the totals of a test run', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      {
        assertionResults: [
          { status: 'pending', fullName: 'it waits' },
          { status: 'passed', fullName: 'it works' },
        ],
      },
    ],
  }
  const count = (status: number, text?: string) => {
    const totals = { passed: 1, failed: 1, skipped: 0, named: [] as string[], failures: [] as string[] }
    const file = join(folder, 'report.json')
    if (text !== undefined) writeFileSync(file, text)
    return { finished: countSuite(totals, 'unit', status, file), ...totals }
  }
  test('it adds a suite and names what was skipped', () => {
    expect(count(0, JSON.stringify(report))).toEqual({ finished: true, passed: 4, failed: 1, skipped: 2, named: ['unit: it waits'], failures: [] })
  })
  test('it counts a failure outside every test', () => {
    expect(count(1, JSON.stringify(report)).failed).toBe(2)
    expect(count(1, JSON.stringify({ ...report, numFailedTests: 2 })).failed).toBe(3)
  })
  test('it names each failure with what was said first', () => {
    const failed = { status: 'failed', fullName: 'it breaks', failureMessages: ['Error: no\n    at there'] }
    const testResults = [{ assertionResults: [failed] }, { assertionResults: [], message: 'no such module\nanywhere' }]
    expect(count(1, JSON.stringify({ ...report, numFailedTests: 1, testResults })).failures).toEqual(['unit: it breaks: Error: no', 'unit: no such module'])
    expect(count(1, JSON.stringify(report)).failures).toEqual(['unit: an error outside every test'])
  })
  test.each([undefined, '', '{"numPassedTests":3'])('it counts a suite that crashed as failed, whatever it left: %j', (text) => {
    expect(count(1, text)).toEqual({ finished: false, passed: 1, failed: 2, skipped: 0, named: [], failures: ['unit: it did not run to its end'] })
  })
})

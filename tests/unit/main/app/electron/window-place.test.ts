import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openingFrom, recallPlace, rememberPlace } from '#main/app/electron/window-place.ts'

const desk = { x: 0, y: 25, width: 1920, height: 1055 }
const beside = { x: 1920, y: 0, width: 2560, height: 1440 }
const place = { x: 300, y: 200, width: 1100, height: 800, maximised: false }

describe('the opening of a window', () => {
  test('it is where it was', () => {
    expect(openingFrom(place, [desk])).toEqual(place)
    expect(openingFrom({ ...place, x: 2400, maximised: true }, [desk, beside])).toEqual({ ...place, x: 2400, maximised: true })
  })

  test('it is left to the system when the display is gone', () => {
    expect(openingFrom({ ...place, x: 2400 }, [desk])).toEqual({ width: 1100, height: 800, maximised: false })
  })

  test.each([
    ['above the display', { ...place, y: -40 }],
    ['below the display', { ...place, y: 1075 }],
    ['left of the display but for a sliver', { ...place, x: -1050 }],
  ])('it is left to the system when the title bar would be %s', (_where, bad) => {
    expect(openingFrom(bad, [desk])).toEqual({ width: 1100, height: 800, maximised: false })
  })

  test('it is at least usable and at most as large as its display', () => {
    expect(openingFrom({ ...place, width: 10, height: 10 }, [desk])).toMatchObject({ width: 720, height: 520 })
    expect(openingFrom({ ...place, x: 0, width: 9000, height: 9000 }, [desk])).toMatchObject({ width: 1920, height: 1055 })
  })

  test('it has a usual size at a first start, smaller on a small display', () => {
    expect(openingFrom(null, [desk])).toEqual({ width: 1280, height: 860, maximised: false })
    expect(openingFrom(null, [{ x: 0, y: 0, width: 1024, height: 700 }])).toEqual({ width: 1024, height: 700, maximised: false })
    expect(openingFrom(null, [])).toEqual({ width: 1280, height: 860, maximised: false })
  })
})

test('it remembers the place, and takes a broken record for none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-place-'))
  const file = join(folder, 'window.json')
  expect(recallPlace(file)).toBeNull()
  rememberPlace(file, place)
  expect(recallPlace(file)).toEqual(place)
  for (const broken of ['', '{', '{"x":1}', '{"x":0,"y":0,"width":-5,"height":3,"maximised":false}', '[]']) {
    writeFileSync(file, broken)
    expect(recallPlace(file)).toBeNull()
  }
  rmSync(folder, { recursive: true })
})

/** Covers at the platforms of which nobody noted a size: at a proportion of ours, which the checklist says, or none, with the reason. */
import { describe, expect, test } from 'vitest'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { usualCover } from '#main/publishing/covers/cover.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import { factsOf, optionsOf } from '#main/publishing/facts.ts'
import { dedao, xiaoe } from '#main/publishing/handover/handover.ts'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { pasteFor, previewFor, unitsFor } from '#main/publishing/targets.ts'
import { courseOf, made } from '../published.ts'

const course = courseOf({ 选鱼: '先看鳃。' })
const none: Materials = { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) }

async function coversOf(id: 'juejin' | 'bilibili' | 'xiaoe' | 'dedao', options: object) {
  const drawn: string[] = []
  const draw: Materials['draw'] = ({ width, height }) => {
    drawn.push(`${width}x${height}`)
    return Promise.resolve({ type: 'png', bytes: new Uint8Array([1]) })
  }
  const { units } = unitsFor(id, course, { ...none, draw }, options)
  const files = (await Promise.all(units.map((unit) => unit.make(new AbortController().signal)))).flatMap((each) => each.files.map(({ path }) => path))
  const preview = await previewFor(id, course, 'l1', { ...none, draw }, options)
  const paste = await pasteFor(id, course, 'l1', none, options)
  return {
    drawn: new Set(drawn),
    files: files.filter((path) => path.includes('封面')),
    isShown: JSON.stringify(preview).includes('data:image/png;base64,AQ=='),
    apart: paste?.apart.cover,
  }
}

describe.each([
  ['juejin', juejin, ['01 选鱼/封面.png']],
  ['bilibili', bilibili, ['01 选鱼/封面.png']],
  ['xiaoe', xiaoe, ['01 选鱼/封面.png', '专栏封面.png']],
] as const)('%s', (id, target, files) => {
  test('has a cover for each lesson where one is chosen, in the preview too, and none by itself', async () => {
    expect(factsOf(id).options.map(({ name }) => name)).toContain('cover')
    expect(optionsOf(id, {})).toEqual({ cover: 'none' })
    expect(await coversOf(id, { cover: usualCover })).toEqual({ drawn: new Set(['1280x720']), files, isShown: true, apart: true })
    expect(await coversOf(id, {})).toEqual({ drawn: new Set(), files: [], isShown: false, apart: false })
  })

  test('its checklist says how large it is, and that nobody verified that', async () => {
    const { text } = await made(target, course)
    expect(text('清单.md')).toMatch(/上传封面：导出的“封面”（选了封面才有，1280×720）.*尺寸是墨课定的，未经平台验证/)
  })
})

test('得到 has none, and its checklist says why', async () => {
  expect(factsOf('dedao').options).toEqual([])
  expect(await coversOf('dedao', { cover: usualCover })).toEqual({ drawn: new Set(), files: [], isShown: false, apart: false })
  const { text } = await made(dedao, course)
  expect(text('清单.md')).toMatch(/不带封面：.*没有公开，问一问编辑/)
})

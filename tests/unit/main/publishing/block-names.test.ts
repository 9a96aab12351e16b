/** What a library calls the blocks of a lesson goes into no key of an export, so it may change none of its bytes: the same text is the same file. */
import { expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import type { MadeFile } from '#main/publishing/desk/target.ts'
import { type TargetId, targetIds, unitsFor } from '#main/publishing/targets.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docOf, materials } from './published.ts'

const lessons = [
  '# 一\n\n见[另一课](moke:lesson/l2)和[没有的](moke:lesson/l9)[^1]，再见[^1]，又见[^2]。\n\n###### 己\n\n![鳃](a.png)\n\n- 一\n  1. 二\n- [ ] 三\n\n> 引\n\n> [!TIP]\n> 窍门\n\n[^1]: 注，[处](https://a.cn/)\n[^2]: 又一条',
  '## 式 $x^2$\n\n$$\n\\frac{a}{b}\n$$\n\n$$\n\\undefined{\n$$\n\n| 甲 | 乙[^1] |\n| --- | --- |\n| 1990s | $y$ |\n\n```js\nlet a = 1\n```\n\n---\n\n### 末\n\n[^1]: 表里的注',
].map(docOf)

/** Every block, cell and note by another name, in no order. */
function calledAnew(doc: Doc): Doc {
  return JSON.parse(JSON.stringify(doc), (key, value: unknown) =>
    (key === 'id' || key === 'note') && typeof value === 'string' ? `${[...value].toReversed().join('')}-z` : value,
  )
}

const courseOf = (docs: readonly Doc[]): PublishedCourse => ({
  title: '课',
  author: '王',
  chapters: [{ title: '章', lessons: docs.map((doc, at) => ({ id: `l${at + 1}`, title: `第 ${at + 1} 课`, doc })) }],
})

async function exported(id: TargetId, docs: readonly Doc[]): Promise<unknown> {
  const { units } = unitsFor(id, courseOf(docs), materials())
  const told = (file: MadeFile): MadeFile | [string, string] => ('bytes' in file ? [file.path, sha256(file.bytes)] : file)
  return Promise.all(units.map(async (unit) => ({ input: unit.input, files: (await unit.make(new AbortController().signal)).files.map(told) })))
}

test.each(targetIds)('blocks by other names make the same keys and the same files: %s', async (id) => {
  expect(await exported(id, lessons.map(calledAnew))).toEqual(await exported(id, lessons))
})

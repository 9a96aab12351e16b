/** What typing makes of a text. It imports little: processes that are killed hundreds of times start with it. */
import { runsOf } from '#preload/document/lines.ts'
import { BlockId, type Change, type Doc } from '#preload/document/schema.ts'

const phrases = ['把', '一门', '课写出来，', '先写下一句话。', 'Moke ', '“好”', '🙂', '……']

/** What typing makes of a text: mostly insertions, now and then a new paragraph, a deletion, a mark or a heading. */
export function someChanges(doc: Doc, random: () => number): Change[] {
  const pick = (length: number) => Math.floor(random() * length)
  const index = random() < 0.7 ? doc.length - 1 : pick(doc.length)
  const block = doc[index]
  const runs = block ? runsOf(block) : []
  const run = pick(runs.length)
  const text = runs[run]?.text ?? ''
  const path = [index, run]
  const kind = random()
  if (kind < 0.08)
    return [
      { type: 'insert_node', path: [index + 1], node: { type: 'paragraph', id: newId(random), children: [{ text: phrases[pick(phrases.length)] ?? '' }] } },
    ]
  if (kind < 0.2 && text.length > 4) {
    const from = pick(text.length - 2)
    return [{ type: 'remove_text', path, offset: from, text: text.slice(from, from + 2) }]
  }
  if (kind < 0.25 && text.length > 6) {
    const position = pick(text.length)
    return [
      { type: 'split_node', path, position, properties: {} },
      { type: 'set_node', path: [index, run + 1], properties: {}, newProperties: { ai: { model: 'starter', at: 1 } } },
    ]
  }
  if (kind < 0.28 && doc.length > 3) return [{ type: 'move_node', path: [index], newPath: [pick(doc.length)] }]
  return [{ type: 'insert_text', path, offset: pick(text.length + 1), text: phrases[pick(phrases.length)] ?? '' }]
}

export function newId(random: () => number): BlockId {
  return BlockId.parse(`k${Math.floor(random() * 1e12).toString(36)}`)
}

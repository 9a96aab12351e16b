/** Headings as books have them: none lies more than one level below the one above it, whatever levels its author went past. Pure. */
import type { Prose, ProseBlock } from './prose.ts'

type Heading = Extract<ProseBlock, { kind: 'heading' }>

const LEVELS: readonly Heading['level'][] = [1, 2, 3, 4, 5, 6]

/** A heading lies one level below the nearest above it that is of a higher one; those of one level below the same stay beside each other. */
export function stepped(prose: Prose): Prose {
  const above: Heading['level'][] = []
  const blocks = prose.blocks.map((block) => {
    if (block.kind !== 'heading') return block
    while ((above.at(-1) ?? 0) >= block.level) above.pop()
    const level = LEVELS[above.length] ?? block.level
    above.push(block.level)
    return { ...block, level }
  })
  return { ...prose, blocks }
}

/** What a suggestion must fit into, as far as it can be told from the place: the author's text, and the titles above it. */
import type { CompletionRequest, CompletionSettings } from './complete.ts'
import { formOf } from './han-forms.ts'
import { scriptsIn } from './scripts.ts'
import type { Surroundings } from './shape.ts'

/** A heading names its part and ends. */
const headingCharacters = 16
/** Text that decides which writing systems the author uses here. */
const recentCharacters = 600

export function surroundingsOf({ course, chapter, lesson, before, after, block }: CompletionRequest, settings: CompletionSettings): Surroundings {
  const near = [before.slice(-recentCharacters), after.slice(0, 200)].join(' ')
  const own = [course, chapter, lesson, near].join(' ')
  const size = block === 'heading' ? { reach: 'phrase' as const, characters: Math.min(settings.characters, headingCharacters) } : settings
  // Titles may be written otherwise, as in a course that was taken over. A lesson's own stands over it as a heading does.
  const above = before === '' && lesson !== '' && block !== 'heading' ? `# ${lesson}\n\n` : before
  return { before: above, after, scripts: scriptsIn(own), form: formOf(near) ?? formOf(own), reach: size.reach, characters: size.characters }
}

/** The door of engine/phrases: what an author says again and again. */
export { type Followers, type Passage, Phrases } from './phrases.ts'
export { Context, mostMatched } from './segment.ts'

/** The marks that part a text, by what stands between them. They differ where a mark parts one thing and not another. */

/** Sentences. A full stop within a number or a name is none. */
export const sentenceMark = /[。！？!?…\n]|\.(?=\s)/u
/** Clauses: an enumeration is within one. */
export const clauseMark = /[，；：。！？,;:!?…\n]/u
/** Clauses of a sentence and the items of its enumerations. */
export const pieceMark = /[，；：、,;:]/u
/** Clauses and whatever is quoted or put into brackets, which may be said again by itself. */
export const spanMark = /[，。！？；：、,!?;:“”「」（）()\n]/u
/** The first clause of a member of a series from what explains it. Behind a colon it says what it is: 例：水. */
export const memberMark = /[，。、；！？,;!?\n]/u
/** Enumerations: one ends at a semicolon, where the next begins. */
export const enumerationMark = /[。！？；\n]/u

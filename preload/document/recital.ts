/** Characters (UTF-16 units without blanks) that are a window of what is said by heart: few sentences have as many in common by chance. No passage of a proof is shorter, and what is taken out of one is found by as many. */
export const recitalWindow = 20

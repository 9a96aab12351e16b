/**
 * Letters and numbers that came to Unicode after version 15.1, the one llama.cpp classifies by: there they
 * count as neither. JavaScript follows the Unicode of its engine (17.0 in Node 24), so they are listed. The
 * whole of Unicode is compared with llama.cpp in tests/integration/tokenizer-llama.test.ts, which fails
 * when either side moves on.
 */
const ranges = `88f c5c cdc 1c89-1c8a a7cb-a7cf a7d2 a7d4 a7da-a7dc a7f1 105c0-105f3 10940-10959 10d40-10d65
10d6f-10d85 10ec2-10ec7 11380-11389 1138b 1138e 11390-113b5 113b7 113d1 113d3 116d0-116e3 11bc0-11be0
11bf0-11bf9 11db0-11ddb 11de0-11de9 13460-143fa 16100-1611d 16130-16139 16d40-16d6c 16d70-16d79
16ea0-16eb8 16ebb-16ed3 16ff2-16ff6 187f8-187ff 18cff 18d09-18d1e 18d80-18df2 1ccf0-1ccf9 1e5d0-1e5ed
1e5f0-1e5fa 1e6c0-1e6de 1e6e0-1e6e2 1e6e4-1e6e5 1e6e7-1e6ed 1e6f0-1e6f4 1e6fe-1e6ff 2b73a-2b73f
2cea2-2cead 323b0-33479`
  .split(/\s+/)
  .map((range) => range.split('-').map((hex) => Number.parseInt(hex, 16)))

/** Whether a letter or number is younger than Unicode 15.1. */
export function isYoungerThanUnicode15(codePoint: number): boolean {
  return ranges.some(([first = 0, last = first]) => codePoint >= first && codePoint <= last)
}

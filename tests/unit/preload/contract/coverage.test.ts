import { describe, expect, test } from 'vitest'
import type { Member } from '#preload/contract/member.ts'
import { services } from '#preload/contract/protocol.ts'
import { samples } from '../../../fixtures/contract/samples.ts'

const members = Object.values(services).flatMap((service) =>
  Object.entries<Member>(service.members).map(([name, member]) => ({ service: service.name, name, member })),
)

test('it has a sample of every member, and of nothing else', () => {
  const declared = members.map(({ service, name }) => `${service}.${name}`)
  const sampled = Object.entries(samples).flatMap(([service, all]) => Object.keys(all).map((name) => `${service}.${name}`))
  expect(sampled.sort()).toEqual(declared.sort())
})

describe.each(members)('$service.$name', ({ service, name, member }) => {
  const sample = samples[service]?.[name]
  const answer = member.kind === 'call' ? member.output : member.kind === 'stream' ? member.item : member.value
  test('it takes the sample', () => {
    if (member.kind !== 'push') expect(member.input.parse(sample?.input)).toEqual(sample?.input)
    expect(answer.parse(sample?.output)).toEqual(sample?.output)
  })
  test('it refuses what it does not say', () => {
    if (member.kind !== 'push') expect(member.input.safeParse({ ...Object(sample?.input), stray: 1 }).success).toBe(false)
    expect(answer.safeParse(undefined).success).toBe(false)
  })
})

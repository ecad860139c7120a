import { branch, environment, push } from 'pipegen'
import { describe, expect, test } from 'vitest'
import { hold, telling, tellingStory } from '../harness/safety/hold.ts'
import { play, type SafetyEvent } from '../harness/safety/play.ts'
import { allVendors } from '../harness/translate-case.ts'

type Fault = readonly [right: RegExp, wrong: string]

// What would open a gate, or a job for every branch, if it stood in the files.
const openGates: Readonly<Record<string, Fault>> = {
  github: [/actions\/github-script@\w+/, 'actions/hello-world-javascript-action@main'],
  gitlab: [/when: manual/, 'when: on_success'],
  bitbucket: [/trigger: manual/, 'size: 1x'],
  codeship: [/type: manual/, 'type: serial'],
  tekton: [/kind: ApprovalTask/, 'kind: Other'],
  'tekton-plain': [/kind: ApprovalTask/, 'kind: Other'],
}
const openBranches: Readonly<Record<string, Fault>> = {
  github: [/if: github\.ref == 'refs\/heads\/main'/, 'if: always()'],
  gitlab: [/if: \$CI_COMMIT_BRANCH == "main"/, 'if: $CI_COMMIT_BRANCH'],
  bitbucket: [/^ {4}main:/m, '    "**":'],
  codeship: [/tag: main/, 'tag: ^.*$'],
  tekton: [/operator: in\n/, 'operator: notin\n'],
  'tekton-plain': [/operator: in\n/, 'operator: notin\n'],
}
const onMain: SafetyEvent = { kind: 'push', branch: 'main' }
const onTopic: SafetyEvent = { kind: 'push', branch: 'topic' }

describe('the readers of the laws see', () => {
  const run = async (id: string, spec: object, [right, wrong]: Fault, event: SafetyEvent) => {
    const vendor = allVendors.find((one) => one.id === id)
    const unit = telling('unit')
    const held =
      vendor &&
      (await hold(tellingStory({ unit, ship: telling('ship', { needs: [unit], ...spec }) }, [push()]), vendor))
    if (held === undefined || 'refused' in held) return undefined
    const ends = { failing: [], approved: false }
    const files = held.files.map((file) => ({ ...file, text: file.text.replaceAll(new RegExp(right, 'gm'), wrong) }))
    return [play(held.reader.nodes(held.files, event), ends), play(held.reader.nodes(files, event), ends)]
  }

  test.each(Object.keys(openGates))('a gate that is open on %s', async (id) => {
    const spec = { environment: environment('production', { approval: 'manual' }) }
    const ran = await run(id, spec, openGates[id] as Fault, onMain)
    expect(ran).toBeOneOf([[['unit'], ['ship', 'unit']], undefined])
  })

  test.each(Object.keys(openBranches))('a job on the wrong branch on %s', async (id) => {
    const ran = await run(id, { when: branch('main') }, openBranches[id] as Fault, onTopic)
    expect(ran?.[0]).toBeOneOf([['unit'], undefined])
    expect(ran?.[1] ?? ['ship']).toContain('ship')
  })
})

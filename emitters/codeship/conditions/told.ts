import { tests } from '../../../src/condition/tests.ts'
import type { Condition, EventName, Pipeline } from '../../../src/ir.ts'

/** The events of a story that look like a push, the push among them if the story has one. */
export function pushLike(pipeline: Pipeline): readonly EventName[] {
  const kinds = pipeline.triggers.map((trigger) => trigger.kind)
  return (['push', 'schedule', 'manual', 'api'] as const).filter((kind) => kinds.includes(kind))
}

/** Whether a condition asks for some of the events that look like a push, and not for all of them. */
export function asksBeyondPush(condition: Condition, pipeline: Pipeline): boolean {
  const alike = pushLike(pipeline)
  return tests(condition).some((test) => {
    if (test.test === 'equals' && test.value.ref === 'context' && test.value.name === 'event')
      return alike.length > 1 && (alike as readonly string[]).includes(test.to)
    if (test.test !== 'event') return false
    const asked = alike.filter((event) => test.events.includes(event))
    return asked.length > 0 && asked.length < alike.length
  })
}

import type { Path } from '../../../src/yaml/find.ts'

// Why a key of a workflow or a job stays in the words of its vendor.
const reasons: Readonly<Record<string, string>> = {
  name: 'it is no title that other vendors take',
  permissions: 'it names rights that only this vendor has',
  concurrency: 'a newer run does something else there than a story can say',
  'run-name': 'other vendors do not name runs',
  on: 'it is an event or a filter that only this vendor has',
  env: 'the value is known to this vendor alone',
  strategy: 'its values are objects, or known only when it runs',
  'runs-on': 'the label names one machine of this vendor',
  if: 'it asks for what only this vendor knows',
  needs: 'the order is said in another way',
  outputs: 'actions of this vendor give them',
  services: 'it has options of the engine, or a port that is not said',
  container: 'it has options of the engine',
  environment: 'it has a value that only this vendor knows',
  uses: 'the job is a workflow of its own',
  with: 'it is an input of an action',
  secrets: 'they go to another workflow',
  shell: 'what runs the scripts differs from machine to machine',
  id: 'actions of this vendor ask for the step by it',
  'continue-on-error': 'it is known only when it runs',
}

// What the silence of a workflow leaves to the settings of its repository or to the vendor.
const silences: Readonly<Record<string, string>> = {
  permissions: 'the file says nothing of it, so that the settings of the repository decide',
  concurrency: 'the file says nothing of it, so that deployments to one environment may overlap',
  defaults: 'the file says nothing of it, so that each machine has its own shell',
  'fail-fast': 'the file says nothing of it, so that there, and nowhere else, a failed combination cancels the others',
  'timeout-minutes': 'a workflow of its own has its own',
}

/** Why a part of a file is kept as it stands. */
export function whyKept(path: Path, said: boolean): string {
  const keys = path.map(String)
  const key = keys[0] === 'jobs' ? (keys[2] === 'steps' ? (keys[4] ?? 'steps') : (keys[2] ?? '')) : (keys[0] ?? '')
  if (!said) return silences[keys[keys.length - 1] ?? ''] ?? silences[key] ?? 'the file says nothing of it'
  if (key === 'name' && keys[0] === 'jobs') return 'it is known only when it runs'
  return reasons[key] ?? 'no concept of a story says it'
}

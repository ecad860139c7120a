import type { Report } from '../../../src/diagnostics.ts'
import type { RunStep } from '../../../src/ir.ts'
import { plainStep } from '../../../src/plain-step.ts'
import type { Cursor } from '../../../src/read/cursor.ts'
import { entryOf, itemsOf, lose, type RawJob } from './context.ts'

const why: Readonly<Record<string, string>> = {
  chrome: 'install Chrome in a step, or take an image that has it',
  firefox: 'install Firefox in a step, or take an image that has it',
  sonarcloud: 'run sonar-scanner in a step, with SONAR_TOKEN as a secret',
  sonarqube: 'run sonar-scanner in a step, with SONAR_TOKEN as a secret',
  coverity_scan: 'run cov-build in a step, with its token as a secret',
  code_climate: 'run its reporter in a step, with the token as a secret',
  sauce_connect: 'start the tunnel in a step, with the key as a secret',
  browserstack: 'start the tunnel in a step, with the key as a secret',
  artifacts: 'upload the files in a step, or leave them as artifacts of the job',
  jwt: 'it was taken out of service',
}

/** The steps that put in place what `addons` names: https://docs.travis-ci.com/user/installing-dependencies/ */
export function readAddons(job: RawJob, os: string, report: Report): readonly RunStep[] {
  const addons = job.keys.get('addons')
  if (addons === undefined || addons.kind !== 'map') return []
  const steps: RunStep[] = []
  for (const key of addons.keys) {
    const part = addons.look(key)
    if (part === undefined || ['postgresql', 'mariadb', 'rethinkdb'].includes(key)) continue
    if (key === 'apt' || key === 'apt_packages') steps.push(...aptOf(part, os, report))
    else if (key === 'homebrew') steps.push(...brewOf(part, os))
    else if (key === 'snaps' && part.kind !== 'map')
      steps.push(
        ...stepOf(
          namesOf(part).map((name) => `sudo snap install ${name}`),
          part,
          os === 'linux',
        ),
      )
    else if (key === 'ssh_known_hosts')
      steps.push(
        ...stepOf(
          ['mkdir -p ~/.ssh', ...namesOf(part).map((host) => `ssh-keyscan ${keyscan(host)} >> ~/.ssh/known_hosts`)],
          part,
          true,
        ),
      )
    else if (key === 'hosts')
      steps.push(
        ...stepOf(
          namesOf(part).map((host) => `echo '127.0.0.1 ${host}' | sudo tee -a /etc/hosts`),
          part,
          os === 'linux',
        ),
      )
    else lose(part, entryOf(why, key) ?? 'pipegen knows no steps that do the same', report)
  }
  addons.mark('carried')
  return steps
}

function keyscan(host: string): string {
  const [, name = host, port] = /^(.*):(\d+)$/.exec(host) ?? []
  return port === undefined ? name : `-p ${port} ${name}`
}

function namesOf(part: Cursor | undefined): readonly string[] {
  return itemsOf(part).flatMap((item) => item.text()?.split(/\s+/).filter(Boolean) ?? [])
}

function stepOf(lines: readonly string[], part: Cursor, applies: boolean): readonly RunStep[] {
  part.mark('carried')
  return lines.length === 0 || !applies ? [] : [plainStep(lines.join('\n'), part.origin)]
}

function aptOf(part: Cursor, os: string, report: Report): readonly RunStep[] {
  const isMap = part.kind === 'map'
  const packages = namesOf(isMap ? (part.look('packages') ?? part.look('package')) : part)
  const lines: string[] = []
  for (const source of isMap ? itemsOf(part.look('sources') ?? part.look('source')) : []) {
    const line = source.kind === 'map' ? source.look('sourceline')?.text() : source.text()
    const key = source.kind === 'map' ? source.look('key_url')?.text() : undefined
    if (line === undefined || !/^(?:ppa:|deb\s)/.test(line)) {
      lose(source, 'the short names of package sources are of Travis alone: add the source in a step', report)
      continue
    }
    if (key !== undefined) lines.push(`curl -fsSL '${key}' | sudo apt-key add -`)
    lines.push(`sudo add-apt-repository --yes '${line}'`)
    source.mark('carried')
  }
  const update = isMap ? part.look('update')?.data === true : false
  if (packages.length > 0 || update) lines.push('sudo apt-get update')
  if (packages.length > 0)
    lines.push(`sudo apt-get install --yes --no-install-recommends ${packages.map(word).join(' ')}`)
  return stepOf(lines, part, os === 'linux')
}

function brewOf(part: Cursor, os: string): readonly RunStep[] {
  const isMap = part.kind === 'map'
  const get = (key: string) => (isMap ? namesOf(part.look(key)) : [])
  const packages = isMap ? [...get('packages'), ...get('package')] : namesOf(part)
  const lines = [
    ...get('taps').map((tap) => `brew tap ${tap}`),
    ...(isMap && part.look('update')?.data === true ? ['brew update'] : []),
    ...(packages.length > 0 ? [`brew install ${packages.map(word).join(' ')}`] : []),
    ...(get('casks').length > 0 ? [`brew install --cask ${get('casks').map(word).join(' ')}`] : []),
    ...(isMap && part.look('brewfile')?.data === true ? ['brew bundle'] : []),
  ]
  return stepOf(lines, part, os === 'macos')
}

function word(text: string): string {
  return /^[\w.+:=@/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

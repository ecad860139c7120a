import { own } from '../../../../src/own.ts'

// What other vendors do in place of an action, where a script is not enough to say it.
const advice: Readonly<Record<string, string>> = {
  'actions/github-script': 'other vendors have an API of their own: write a script that calls it with curl',
  'actions/stale': 'other vendors have their own rules for old issues, in their settings',
  'actions/labeler': 'other vendors label merge requests by rules in their settings',
  'actions/deploy-pages':
    'other vendors publish pages in their own way: keep the folder as an artifact and publish that',
  'actions/upload-pages-artifact': 'other vendors publish pages in their own way: keep the folder as an artifact',
  'actions/configure-pages': 'other vendors know the address of the pages without it',
  'actions/upload-artifact': 'say it as an artifact of the job, and need the job where it is used',
  'actions/download-artifact': 'say the files as an artifact of the job that makes them, and need that job',
  'actions/cache': 'say it as a cache of the job, with one or two files as its key',
  'actions/attest': 'sign with cosign in a script',
  'actions/attest-build-provenance': 'sign with cosign in a script',
  'actions/create-github-app-token': 'other vendors have tokens of their own: keep one as a secret',
  'actions/dependency-review-action': 'run a scanner of dependencies in a script',
  'github/codeql-action/init': 'other vendors have scanners of their own; some come as templates of theirs',
  'github/codeql-action/analyze': 'other vendors have scanners of their own; some come as templates of theirs',
  'github/codeql-action/upload-sarif': 'keep the report as an artifact',
  'peter-evans/create-pull-request': 'push a branch in a script and open the request by the API of the vendor',
  'softprops/action-gh-release': 'make the release in a script by the API of the vendor',
  'goreleaser/goreleaser-action': 'run goreleaser in a script, or in its image',
  'pypa/gh-action-pypi-publish': 'run twine upload in a script, with the token as a secret',
  'dorny/paths-filter': 'say it as changed(...) in the condition of the job',
  'tj-actions/changed-files': 'say it as changed(...) in the condition of the job',
  'ossf/scorecard-action': 'run the scorecard program in a script',
  'zizmorcore/zizmor-action': 'it looks at workflows of this vendor alone',
}

/** What to do for other vendors in place of an action; undefined where nothing particular is known. */
export function adviceFor(action: string | undefined): string | undefined {
  return action === undefined ? undefined : own(advice, action)
}

import { ctx, job, node, push, sh, step, story, tag, vendorStep } from 'pipegen'

const unit = job({
  tools: [node('22')],
  // Node and all packages, as everywhere.
  steps: [
    // What the lock file names, and nothing else.
    sh`npm ci --cache ".cache/node-22"`,
    step({ run: sh`npm ls`, workingDirectory: 'tools' }),
    step({ run: sh`npm test`, workingDirectory: 'app' }),
    step({
      name: 'Sum up',
      run: sh`$ACTION_PATH/sum-up "coverage" --quiet`,
      env: { REPORT_TITLE: 'unit', ACTION_PATH: `${ctx.workspace}/.github/actions/report` },
    }),
    vendorStep({
      github: {
        id: 'report-send',
        env: { REPORT_TITLE: 'unit report' },
        shell: 'bash',
        'working-directory': '.',
        run: 'echo "address=$(./send)" >> "$GITHUB_OUTPUT"',
      },
    }),
    vendorStep({
      github: {
        'working-directory': 'app',
        run: './publish "${{ steps.report-send.outputs.address || \'nowhere\' }}"',
      },
    }),
  ],
  timeout: 20,
})

const lint = job({
  tools: [node('24')],
  workingDirectory: 'app',
  steps: [
    sh`npm run lint`,
    vendorStep({
      github: {
        if: "github.ref == 'refs/heads/main'",
        uses: './.github/actions/report',
        with: { folder: 'lint of ${{ github.sha }}' },
      },
    }),
  ],
  timeout: 10,
})

export default story({
  name: 'CI',
  targets: ['github'],
  on: [push(), tag('**')],
  defaults: { checkout: { credentials: true } },
  runners: { github: { 'linux/x64': ['ubuntu-24.04'] } },
  stages: { jobs: { unit, lint } },
})

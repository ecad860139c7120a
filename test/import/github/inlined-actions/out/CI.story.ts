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
      on: {
        github: {
          id: 'report-send',
          env: { REPORT_TITLE: 'unit report' },
          shell: 'bash',
          'working-directory': '.',
          run: 'echo "address=$(./send)" >> "$GITHUB_OUTPUT"',
        },
      },
      otherwise: step({
        run: sh`
          export GITHUB_OUTPUT="$PWD/.git/unit.report-send.outputs"
          : > "$GITHUB_OUTPUT"
          echo "address=$(./send)" >> "$GITHUB_OUTPUT"
        `,
        env: { REPORT_TITLE: 'unit report' },
      }),
    }),
    vendorStep({
      on: {
        github: {
          'working-directory': 'app',
          run: './publish "${{ steps.report-send.outputs.address || \'nowhere\' }}"',
        },
      },
      otherwise: step({
        run: sh`
          REPORT_SEND_ADDRESS=$(sed -n 's/^address=//p' "../.git/unit.report-send.outputs" 2>/dev/null | tail -n 1 || true)
          if [ -n "$REPORT_SEND_ADDRESS" ]; then
            VALUE="\${REPORT_SEND_ADDRESS}"
          else
            VALUE="nowhere"
          fi
          ./publish "\${VALUE}"
        `,
        workingDirectory: 'app',
      }),
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
      on: {
        github: {
          if: "github.ref == 'refs/heads/main'",
          uses: './.github/actions/report',
          with: { folder: 'lint of ${{ github.sha }}' },
        },
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
  stages: { jobs: { unit, lint } },
})

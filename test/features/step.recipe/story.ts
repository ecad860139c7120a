// Steps that one vendor has ready-made, and what comes after them; pipegen knows what they do.
import { branch, job, push, sh, story, vendorStep } from 'pipegen'

const image = job({
  steps: [
    vendorStep({
      name: 'Set up the builder',
      github: { uses: 'docker/setup-buildx-action@bb05f3f5519dd87d3ba754cc423b652a5edd6d2c' },
    }),
    vendorStep({ github: { run: 'echo "VERSION=$(git describe --always)" >> "$GITHUB_ENV"' } }),
    sh`make image`,
    vendorStep({
      when: branch('main'),
      github: {
        uses: 'docker/build-push-action@263435318d21b8e681c14492fe198d362a7d2c83',
        with: { context: '.', push: true, tags: 'ghcr.io/shop/shop:latest' },
      },
    }),
  ],
})

export default story({
  name: 'shop',
  on: [push()],
  stages: { test: { image } },
})

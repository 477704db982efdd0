/** The settings of a starter that are the same for every course. */

export const gitignore = `node_modules/
reports/
*.failed.ipynb
*.learner.ipynb
.ipynb_checkpoints/
`;

const setUp = `      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci --ignore-scripts
`;

export const checkWorkflow = `# Runs the notebooks of every commit and compares their results with the locked ones.
name: check
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
${setUp}      - run: npm run verify
`;

export const pagesWorkflow = `# Runs the notebooks afresh and publishes their pages with GitHub Pages.
name: pages
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
  cancel-in-progress: true
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
${setUp}      - run: npm run report
      - uses: actions/upload-pages-artifact@v3
        with:
          path: reports
  deploy:
    needs: build
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: \${{ steps.deployment.outputs.page_url }}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v4
`;

export const devcontainer = {
  name: "Notebooks",
  image: "mcr.microsoft.com/devcontainers/typescript-node:22",
  postCreateCommand: "npm install --ignore-scripts && npx lossbook kernel install",
  customizations: { vscode: { extensions: ["ms-toolsai.jupyter"] } },
};

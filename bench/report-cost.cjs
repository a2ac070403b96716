// Loaded into a program that is measured: says at its end what it cost.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cost = {
    seconds: (userCPUTime + systemCPUTime) / 1e6,
    elapsedSeconds: performance.now() / 1e3,
    mebibytes: maxRSS / 1024,
  };
  writeFileSync(process.env.COST_REPORT, JSON.stringify(cost));
});

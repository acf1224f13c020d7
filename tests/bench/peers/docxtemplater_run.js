// docxtemplater: docxtemplater_run.js TEMPLATE ANSWERS RUNS OUT prints one JSON object, times in ms, memory in bytes.
// The template's bytes are in memory; it is compiled again for each document, as docxtemplater needs.
const fs = require("fs");
const Docxtemplater = require("docxtemplater");
const PizZip = require("pizzip");

const [template, answers, runs, out] = process.argv.slice(2);
const raw = fs.readFileSync(template);
const data = JSON.parse(fs.readFileSync(answers, "utf8"));

function once() {
  const document = new Docxtemplater(new PizZip(raw), { paragraphLoop: true, linebreaks: true });
  document.render(data);
  return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
}

// The first rounds are slow: the engine below has not compiled the code yet.
let made = once();
const times = [];
for (let run = 0; run < Number(runs); run += 1) {
  const start = process.hrtime.bigint();
  made = once();
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
}
times.sort((a, b) => a - b);
const middle = (times[(times.length - 1) >> 1] + times[times.length >> 1]) / 2;
fs.writeFileSync(out, made);
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ median: middle, min: times[0], peak_rss: peak }));

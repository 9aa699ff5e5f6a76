const SVG = "http://www.w3.org/2000/svg"
const BLINK_MS = 800

/** Draw the lines of one photo; a line that is found only in part is paler. */
function drawLines(svg, { width, height }, lines, side) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  svg.replaceChildren(
    ...lines
      .filter((line) => side === "either" || line[side] > 0)
      .map((line) => {
        const polyline = document.createElementNS(SVG, "polyline")
        polyline.setAttribute("points", line.points)
        if (side !== "either") polyline.setAttribute("stroke-opacity", 0.25 + 0.75 * line[side])
        polyline.classList.add(line.kind)
        return polyline
      }),
  )
}

export default function ({ data, parentElement }) {
  const find = (selector) => parentElement.querySelector(selector)
  const slider = find(".slider")
  const range = find("input[type=range]")
  const showLines = find("input[type=checkbox]")

  const mode = data.mode
  slider.dataset.mode = mode
  for (const side of ["before", "after"]) {
    const image = find(`.${side} img`)
    image.src = data[side].photo
    image.alt = data[side].label
    drawLines(find(`.${side} svg`), data, data.lines, mode === "lines" ? "either" : side)
  }
  find(".heat").src = data.heat ?? ""
  find(".heat").alt = data.texts.heat
  find(".kinds").replaceChildren(
    ...(mode === "lines" || mode === "heat" ? data.kinds : []).map(({ kind, label }) => {
      const item = document.createElement("li")
      item.className = kind
      item.textContent = label
      return item
    }),
  )
  find(".tag.left").textContent = data.before.label
  find(".tag.right").textContent = data.after.label
  find(".name").textContent = data.texts.lines
  find(".hint").textContent = data.texts.hint
  range.setAttribute("aria-label", data.texts.range)

  const move = () => {
    slider.style.setProperty("--at", `${range.value}%`)
    range.setAttribute("aria-valuetext", `${range.value} % ${data.before.label}`)
  }
  const toggle = () => slider.classList.toggle("plain", !showLines.checked)
  const pause = find(".pause")
  const blink = () => slider.classList.toggle("later")
  clearInterval(slider.blinking)
  const run = (running) => {
    clearInterval(slider.blinking)
    if (running) slider.blinking = setInterval(blink, BLINK_MS)
    pause.textContent = running ? data.texts.pause : data.texts.blink
    pause.onclick = () => run(!running)
  }
  slider.classList.remove("later")
  if (mode === "blink") run(true)
  range.oninput = move
  showLines.onchange = toggle
  move()
  toggle()
  slider.hidden = false // until here its controls had no names
  return () => clearInterval(slider.blinking)
}

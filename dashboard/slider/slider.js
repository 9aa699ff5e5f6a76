const SVG = "http://www.w3.org/2000/svg"

/** Draw the lines of one photo; a line that is found only in part is paler. */
function drawLines(svg, { width, height }, lines, side) {
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  svg.replaceChildren(
    ...lines
      .filter((line) => line[side] > 0)
      .map((line) => {
        const polyline = document.createElementNS(SVG, "polyline")
        polyline.setAttribute("points", line.points)
        polyline.setAttribute("stroke-opacity", 0.25 + 0.75 * line[side])
        return polyline
      }),
  )
}

export default function ({ data, parentElement }) {
  const find = (selector) => parentElement.querySelector(selector)
  const slider = find(".slider")
  const range = find("input[type=range]")
  const showLines = find("input[type=checkbox]")

  for (const side of ["before", "after"]) {
    const image = find(`.${side} img`)
    image.src = data[side].photo
    image.alt = data[side].label
    drawLines(find(`.${side} svg`), data, data.lines, side)
  }
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
  range.oninput = move
  showLines.onchange = toggle
  move()
  toggle()
}

const SVG = "http://www.w3.org/2000/svg"
const RADIUS_MM = 3.4
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

const shape = (name, attributes) => {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
const path = (points, closed) => `M${points.map((p) => p.join(",")).join("L")}${closed ? "Z" : ""}`
/** A closed outline through the middles of its sides, so that it has no corners. */
const soft = (points) => {
  const middle = (a, b) => `${(a[0] + b[0]) / 2},${(a[1] + b[1]) / 2}`
  const next = (index) => points[(index + 1) % points.length]
  const curves = points.map((p, index) => `Q${p.join(",")} ${middle(p, next(index))}`)
  return `M${middle(points.at(-1), points[0])}${curves.join("")}Z`
}
const isClosed = (line) => line[0].join() === line.at(-1).join()
const round = (value) => Math.round(value * 10) / 10

export default function ({ data, parentElement, setStateValue }) {
  const find = (selector) => parentElement.querySelector(selector)
  const figure = find(".facemap")
  const svg = find("svg")
  const amount = find(".amount input")
  const remove = find(".remove")
  const texts = data.texts
  // What was placed outlives a redraw; another plan (data.plan) begins anew.
  const state =
    figure.state?.plan === data.plan
      ? figure.state
      : { plan: data.plan, points: data.points, regions: data.chosen, selected: -1 }
  figure.state = state
  const choosing = data.mode === "regions"

  const outlines = {}
  const regionAt = (x, y) => {
    const place = svg.createSVGPoint()
    place.x = x
    place.y = y
    const inside = data.regions.find((region) => outlines[region.name].isPointInFill(place))
    if (inside || !find(".oval").isPointInFill(place)) return inside
    // On a brow or a lid: the region next to it.
    const away = ({ outline }) => Math.min(...outline.map(([a, b]) => Math.hypot(a - x, b - y)))
    return data.regions.reduce((best, region) => (away(region) < away(best) ? region : best))
  }
  const nameOf = (name) => data.regions.find((region) => region.name === name).label
  const told = (point) =>
    texts.point.replace("{units}", point.units).replace("{region}", nameOf(point.region))
  const say = (words) => (find(".said").textContent = words)

  const publish = () => {
    if (choosing) setStateValue("regions", [...state.regions])
    else setStateValue("points", state.points.map((point) => ({ ...point })))
  }

  const drawRegions = () => {
    find(".regions").replaceChildren(
      ...data.regions.map((region) => {
        const outline = shape("path", { d: path(region.outline, true) })
        outlines[region.name] = outline
        const title = shape("title", {})
        title.textContent = region.label
        outline.append(title)
        if (choosing) {
          outline.setAttribute("role", "checkbox")
          outline.setAttribute("tabindex", "0")
          outline.setAttribute("aria-label", region.label)
          outline.setAttribute("aria-checked", state.regions.includes(region.name))
          outline.onclick = () => toggle(region.name)
          outline.onkeydown = (event) => {
            if (event.key !== " " && event.key !== "Enter") return
            event.preventDefault()
            toggle(region.name)
          }
        }
        return outline
      }),
    )
  }
  const toggle = (name) => {
    state.regions = state.regions.includes(name)
      ? state.regions.filter((other) => other !== name)
      : [...state.regions, name]
    outlines[name].setAttribute("aria-checked", state.regions.includes(name))
    publish()
  }

  const drawPoints = () => {
    find(".points").replaceChildren(
      ...state.points.map((point, index) => {
        const group = shape("g", {
          transform: `translate(${point.x_mm},${point.y_mm})`,
          role: "button",
          tabindex: "0",
          "aria-label": told(point),
          "aria-pressed": index === state.selected,
        })
        group.append(shape("circle", { r: RADIUS_MM }))
        const label = shape("text", {})
        label.textContent = point.units
        group.append(label)
        group.onclick = (event) => {
          event.stopPropagation()
          select(index)
        }
        group.onfocus = () => index !== state.selected && select(index)
        group.onkeydown = (event) => steer(event, index)
        group.onpointerdown = (event) => drag(event, index)
        return group
      }),
    )
    remove.disabled = state.selected < 0
  }
  const focusOn = (index) => find(".points").children[index]?.focus({ preventScroll: true })
  const select = (index) => {
    state.selected = index
    if (index >= 0) amount.value = state.points[index].units
    drawPoints()
    if (index >= 0) focusOn(index)
  }
  const move = (index, x, y) => {
    const region = regionAt(x, y)
    if (!region) return false
    Object.assign(state.points[index], { x_mm: round(x), y_mm: round(y), region: region.name })
    return true
  }
  const add = (x, y) => {
    const region = regionAt(x, y)
    if (!region) return say(texts.outside)
    const units = Number(amount.value) || data.units
    state.points.push({ x_mm: round(x), y_mm: round(y), units, region: region.name })
    select(state.points.length - 1)
    say(told(state.points.at(-1)))
    publish()
  }
  const drop = (index) => {
    if (index < 0) return
    state.points.splice(index, 1)
    select(Math.min(index, state.points.length - 1))
    publish()
  }
  const dose = (index, units) => {
    if (!(units > 0)) return
    state.points[index].units = units
    amount.value = units
    drawPoints()
    publish()
  }
  const steer = (event, index) => {
    const point = state.points[index]
    const step = MOVES[event.key]
    if (step) {
      const size = event.shiftKey ? 5 : 1
      if (!move(index, point.x_mm + step[0] * size, point.y_mm + step[1] * size)) say(texts.outside)
      else publish()
      drawPoints()
      focusOn(index)
    } else if (event.key === "+" || event.key === "-") {
      dose(index, Math.max(0.5, point.units + (event.key === "+" ? 0.5 : -0.5)))
      focusOn(index)
    } else if (event.key === "Delete" || event.key === "Backspace") drop(index)
    else return
    event.preventDefault()
  }
  const placeOf = (event) => {
    const place = svg.createSVGPoint()
    place.x = event.clientX
    place.y = event.clientY
    return place.matrixTransform(svg.getScreenCTM().inverse())
  }
  const drag = (event, index) => {
    let moved = false
    svg.setPointerCapture(event.pointerId)
    svg.onpointermove = (on) => {
      const place = placeOf(on)
      moved = move(index, place.x, place.y) || moved
      find(".points").children[index].setAttribute(
        "transform",
        `translate(${state.points[index].x_mm},${state.points[index].y_mm})`,
      )
    }
    svg.onpointerup = () => {
      svg.onpointermove = svg.onpointerup = null
      figure.dragged = true
      setTimeout(() => (figure.dragged = false))
      select(index)
      if (moved) publish()
    }
  }

  figure.classList.toggle("choosing", choosing)
  figure.classList.toggle("with-photo", Boolean(data.photo))
  svg.setAttribute("viewBox", data.box.join(" "))
  svg.setAttribute("aria-label", data.label)
  const photo = find(".photo")
  photo.setAttribute("href", data.photo)
  for (const [place, side] of ["x", "y", "width", "height"].entries())
    photo.setAttribute(side, data.box[place])
  find(".oval").setAttribute("d", soft(data.oval))
  find(".features").replaceChildren(
    ...data.features.map((line) =>
      shape("path", { d: isClosed(line) ? soft(line.slice(0, -1)) : path(line, false) }),
    ),
  )
  find(".sides .right").textContent = texts.right
  find(".sides .left").textContent = texts.left
  find(".amount span").textContent = texts.units
  find(".add").textContent = texts.add
  remove.textContent = texts.remove
  find(".hint").textContent = choosing ? texts.hintRegions : texts.hintPoints
  if (!amount.value) amount.value = data.units

  drawRegions()
  drawPoints()
  figure.hidden = false // until here its buttons had no names
  svg.onclick = (event) => {
    if (choosing || figure.dragged) return
    const place = placeOf(event)
    add(place.x, place.y)
  }
  find(".add").onclick = () => add(...data.start)
  remove.onclick = () => drop(state.selected)
  amount.onchange = () => state.selected >= 0 && dose(state.selected, Number(amount.value))
}

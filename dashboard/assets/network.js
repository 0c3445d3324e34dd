/* The network page: the address as the one state, and text that stays readable at every zoom. */

window.dash_clientside = window.dash_clientside || {};

(function () {
  "use strict";

  const FONT = 13;
  const CLOSEST = 2;
  const BESIDE = 70;
  const ABOVE = 45;
  const PROMINENT = 0.08;
  let moved = false;

  const canvas = () => {
    const found = document.getElementById("network-canvas");
    return found && found._cyreg ? found._cyreg.cy : null;
  };

  function changed(search, values) {
    const asked = new URLSearchParams(search);
    for (const [name, value] of Object.entries(values)) {
      if (value) asked.set(name, value);
      else asked.delete(name);
    }
    return "?" + asked.toString().replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%2F/g, "/");
  }

  function same(one, other) {
    const sorted = (search) => [...new URLSearchParams(search)].map(String).sort().join("&");
    return sorted(one) === sorted(other);
  }

  function rewrite(focus, hops, organisation, partnership, kinds, relations, tapped, _moves, asked) {
    const triggered = dash_clientside.callback_context.triggered.filter((t) => t.value != null);
    for (const { prop_id: name } of triggered) {
      if (name === "network-canvas.tapNodeData" && tapped.id.includes(":")) focus = tapped.id;
      if (name.endsWith(".n_clicks")) {
        focus = JSON.parse(name.slice(0, name.lastIndexOf("."))).key;
        moved = true;
      }
    }
    const values = {
      kind: (kinds || []).join(",") || "all",
      organisation: organisation,
      partnership: partnership,
      relation: (relations || []).join(","),
      focus: focus,
      hops: focus ? hops : null,
    };
    // The page sets the filters too, after the address was changed elsewhere.
    if (same(changed(asked, values), asked)) return;
    const search = changed(window.location.search, values);
    // The address changes first, and all of it is told, so that the page is redrawn in place and
    // keyboard focus stays where it is.
    window.history.pushState(null, "", window.location.pathname + search);
    dash_clientside.set_props("address", { search: search, href: window.location.href });
  }

  function fit(cy) {
    if (cy.elements().empty()) return;
    // By the marks alone: names keep their size on screen, so they do not count for the zoom.
    const box = cy.nodes().boundingBox({ includeLabels: false });
    const zoom = Math.min(
      CLOSEST,
      (cy.width() - 2 * BESIDE) / Math.max(box.w, 1),
      (cy.height() - 2 * ABOVE) / Math.max(box.h, 1)
    );
    cy.zoom(Math.max(zoom, cy.minZoom()));
    cy.pan({
      x: cy.width() / 2 - (cy.zoom() * (box.x1 + box.x2)) / 2,
      y: cy.height() / 2 - (cy.zoom() * (box.y1 + box.y2)) / 2,
    });
  }

  /* Keep names one size on screen and marks from shrinking away; put each name where it covers
     nothing, the best connected first, and leave it out where there is no such place. */
  function name(cy) {
    const zoom = cy.zoom();
    const size = FONT / zoom;
    const grown = 1 / Math.sqrt(zoom);
    const wanted = cy.nodes().sort((a, b) => rank(b) - rank(a));
    const marks = wanted.map((node) => {
      const at = node.renderedPosition();
      const half = (node.data("size") * grown * zoom) / 2;
      return { x: at.x, y: at.y, half, x1: at.x - half, x2: at.x + half, y1: at.y - half, y2: at.y + half };
    });
    const names = [];
    const prominent = Math.min(12, Math.ceil(wanted.length * PROMINENT));
    cy.batch(() => {
      cy.edges().style({ "font-size": size, "text-outline-width": 3 / zoom, "width": 1.6 * grown });
      wanted.forEach((node, place) => {
        const mark = marks[place];
        const boxes = places(mark, node.data("label").split("\n"));
        const free = (box) =>
          box.x1 > 2 && box.x2 < cy.width() - 2 && box.y1 > 2 && box.y2 < cy.height() - 2 &&
          !names.some((other) => covers(box, other));
        const clear = (box) => free(box) && !marks.some((other) => other !== mark && covers(box, other));
        const must = place < prominent || node.hasClass("focus");
        const chosen = boxes.find(clear) || (must && least(boxes.filter(free), marks));
        node.toggleClass("quiet", !chosen);
        const at = chosen || boxes[0];
        if (chosen) names.push(chosen);
        node.style({
          "width": node.data("size") * grown,
          "height": node.data("size") * grown,
          "font-size": size,
          "text-outline-width": 3 / zoom,
          "text-valign": at.valign,
          "text-halign": at.halign,
          "text-margin-x": at.dx / zoom,
          "text-margin-y": at.dy / zoom,
          // A name drawn late is not crossed out by other marks.
          "z-index": must ? 2 : 1,
        });
      });
    });
  }

  function places(mark, lines) {
    const width = Math.max(...lines.map((line) => line.length)) * FONT * 0.56;
    const height = lines.length * FONT * 1.15;
    const box = (valign, halign, dx, dy, x1, y1) => (
      { valign, halign, dx, dy, x1, y1, x2: x1 + width, y2: y1 + height }
    );
    const { x, y, half } = mark;
    return [
      box("bottom", "center", 0, 4, x - width / 2, y + half + 4),
      box("center", "right", 5, 0, x + half + 5, y - height / 2),
      box("center", "left", -5, 0, x - half - 5 - width, y - height / 2),
      box("top", "center", 0, -4, x - width / 2, y - half - 4 - height),
    ];
  }

  function least(boxes, marks) {
    const covered = (box) =>
      marks.reduce((sum, mark) => sum + (covers(box, mark) ? mark.half ** 2 : 0), 0);
    return boxes.sort((a, b) => covered(a) - covered(b))[0];
  }

  const rank = (node) => (node.hasClass("focus") ? 1e9 : node.data("rank") || 0);

  const covers = (one, other) =>
    one.x1 < other.x2 && other.x1 < one.x2 && one.y1 < other.y2 && other.y1 < one.y2;

  function settle(elements) {
    const attach = (left) => {
      const cy = canvas();
      if (!cy) {
        if (left) window.setTimeout(attach, 50, left - 1);
        return;
      }
      if (!cy.scratch("_network")) {
        let waiting = null;
        const soon = () => {
          window.cancelAnimationFrame(waiting);
          waiting = window.requestAnimationFrame(() => cy.destroyed() || name(cy));
        };
        cy.scratch("_network", true);
        cy.on("zoom pan", soon);
        cy.on("resize", () => cy.destroyed() || fit(cy));
        cy.on("mouseover", "node, edge", (event) => {
          event.target.addClass("hover");
          event.target.connectedEdges && event.target.connectedEdges().addClass("hover");
        });
        cy.on("mouseout", "node, edge", () => cy.elements().removeClass("hover"));
      }
      // After the component has put the new elements in.
      window.setTimeout(() => {
        if (cy.destroyed()) return;
        cy.resize();
        fit(cy);
        name(cy);
        document.getElementById("network-canvas").dataset.drawn = cy.elements().length;
      }, 60);
    };
    attach(200);
    return elements.length;
  }

  function arrive() {
    const panel = document.getElementById("network-panel");
    if (panel) panel.scrollTop = 0;
    if (!moved) return Date.now();
    moved = false;
    window.requestAnimationFrame(() => {
      const chosen = document.getElementById("network-chosen");
      if (chosen) chosen.focus();
    });
    return Date.now();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-network-zoom]");
    const cy = button && canvas();
    if (!cy) return;
    const middle = { x: cy.width() / 2, y: cy.height() / 2 };
    const by = { in: 1.3, out: 1 / 1.3 }[button.dataset.networkZoom];
    if (by) cy.zoom({ level: cy.zoom() * by, renderedPosition: middle });
    else fit(cy);
  });

  window.dash_clientside.network = { rewrite, settle, arrive };
})();

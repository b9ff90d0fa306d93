// The map: drawn on a canvas, moved with the pointer or the arrow keys, made larger with the wheel, two fingers, + and -.
const part = document.getElementById("map");
const form = part.querySelector("form");
const canvas = part.querySelector("canvas");
const told = document.getElementById("told");
const pen = canvas.getContext("2d");
const style = getComputedStyle(document.documentElement);
const ink = (name) => style.getPropertyValue(name).trim();

let people = [];
let ties = [];
let names = new Map();
let view = { x: 0, y: 0, scale: 1 };
let shown = []; // Whether each is shown as the form says.
let found = new Set();
let near = -1;
let moving = 0;
let waiting = false;

// Twelve hues that stay apart, and grey for whoever belongs to none.
const hue = (community) =>
  community === 0 ? "hsl(0 0% 55%)" : `hsl(${((community - 1) * 137.5) % 360} ${community % 2 ? 55 : 70}% ${community % 3 ? 45 : 58}%)`;

const size = () => {
  const ratio = window.devicePixelRatio || 1;
  const box = canvas.getBoundingClientRect();
  if (canvas.width !== Math.round(box.width * ratio) || canvas.height !== Math.round(box.height * ratio)) {
    canvas.width = Math.round(box.width * ratio);
    canvas.height = Math.round(box.height * ratio);
  }
  return { ratio, width: box.width, height: box.height };
};

const radius = (one) => (1.5 + one.strength / 18) * Math.min(2.5, 0.6 + view.scale / 30);

const draw = () => {
  waiting = false;
  const { ratio, width, height } = size();
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  const at = (one) => [width / 2 + (one.x - view.x) * view.scale, height / 2 + (one.y - view.y) * view.scale];
  const inside = ([x, y]) => x > -40 && y > -40 && x < width + 40 && y < height + 40;
  const places = people.map(at);
  // While it is moved only the strongest ties are drawn, so that it follows the hand.
  const most = moving > 0 ? 4000 : ties.length;
  pen.strokeStyle = ink(ties.length > 3000 ? "--edge" : "--field");
  pen.lineWidth = 0.7;
  pen.globalAlpha = Math.min(1, 0.25 + 4000 / Math.max(4000, ties.length));
  pen.beginPath();
  for (let n = 0; n < most && n < ties.length; n += 1) {
    const [a, b] = ties[n];
    if (!shown[a] || !shown[b]) continue;
    if (!inside(places[a]) && !inside(places[b])) continue;
    pen.moveTo(places[a][0], places[a][1]);
    pen.lineTo(places[b][0], places[b][1]);
  }
  pen.stroke();
  pen.globalAlpha = 1;
  if (near >= 0) {
    pen.strokeStyle = ink("--warm");
    pen.lineWidth = 1.4;
    pen.beginPath();
    for (const [a, b] of ties) {
      if ((a === near || b === near) && shown[a] && shown[b]) {
        pen.moveTo(places[a][0], places[a][1]);
        pen.lineTo(places[b][0], places[b][1]);
      }
    }
    pen.stroke();
  }
  people.forEach((one, n) => {
    if (!shown[n] || !inside(places[n])) return;
    pen.fillStyle = hue(one.community);
    pen.beginPath();
    pen.arc(places[n][0], places[n][1], radius(one), 0, 7);
    pen.fill();
    if (found.has(n)) {
      pen.strokeStyle = ink("--ink");
      pen.lineWidth = 2;
      pen.stroke();
    }
  });
  // Names where there is room for them: of those that were looked for, and of the strongest.
  pen.font = "13px system-ui, sans-serif";
  pen.fillStyle = ink("--ink");
  pen.strokeStyle = ink("--card");
  pen.lineWidth = 3;
  const taken = [];
  const written = (n) => {
    const [x, y] = places[n];
    const wide = pen.measureText(people[n].name).width;
    const box = [x + radius(people[n]) + 3, y - 8, wide, 16];
    if (taken.some((other) => box[0] < other[0] + other[2] && other[0] < box[0] + box[2] && box[1] < other[1] + 16 && other[1] < box[1] + 16)) return;
    taken.push(box);
    pen.strokeText(people[n].name, box[0], y + 4);
    pen.fillText(people[n].name, box[0], y + 4);
  };
  if (near >= 0) written(near);
  for (const n of found) if (shown[n] && inside(places[n]) && taken.length < 60) written(n);
  if (moving === 0) {
    for (const n of byStrength) {
      if (taken.length >= 40) break;
      if (shown[n] && inside(places[n]) && (people[n].strength > 0 || view.scale > 20)) written(n);
    }
  }
};

let byStrength = [];
const soon = () => {
  if (!waiting) {
    waiting = true;
    requestAnimationFrame(draw);
  }
};

// Drawn whole again once it stands still.
let still;
const moved = () => {
  moving = 1;
  clearTimeout(still);
  still = setTimeout(() => {
    moving = 0;
    soon();
  }, 120);
  soon();
};

const whole = () => {
  const { width, height } = size();
  const own = people.filter((_, n) => shown[n]);
  if (own.length === 0) return;
  const xs = own.map((one) => one.x);
  const ys = own.map((one) => one.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  view = {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    scale: Math.min(60, 0.92 * Math.min(width / Math.max(1, right - left), height / Math.max(1, bottom - top))),
  };
  soon();
};

const filtered = () => {
  const data = new FormData(form);
  const least = Number(data.get("least"));
  const community = Number(data.get("community"));
  const words = String(data.get("q")).trim().toLowerCase();
  shown = people.map((one) => one.strength >= least && (community === 0 || one.community === community));
  found = new Set();
  if (words !== "") {
    people.forEach((one, n) => {
      if (one.name.toLowerCase().includes(words)) found.add(n);
    });
  }
  const count = shown.filter(Boolean).length;
  told.textContent = words === ""
    ? `${count} people and ${ties.length} ties${names.size > 0 ? `, in ${names.size} communities` : ""}.`
    : `${found.size} ${found.size === 1 ? "person is" : "people are"} called so.`;
  soon();
};

const zoom = (factor, x, y) => {
  const { width, height } = size();
  const before = [view.x + (x - width / 2) / view.scale, view.y + (y - height / 2) / view.scale];
  view.scale = Math.min(400, Math.max(0.2, view.scale * factor));
  view.x = before[0] - (x - width / 2) / view.scale;
  view.y = before[1] - (y - height / 2) / view.scale;
  moved();
};

const nearest = (x, y) => {
  const { width, height } = size();
  let best = -1;
  let least = 14;
  people.forEach((one, n) => {
    if (!shown[n]) return;
    const far = Math.hypot(width / 2 + (one.x - view.x) * view.scale - x, height / 2 + (one.y - view.y) * view.scale - y);
    if (far - radius(one) < least) {
      least = far - radius(one);
      best = n;
    }
  });
  return best;
};

const pointers = new Map();
let dragged = 0;
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
  if (pointers.size === 1) dragged = 0;
});
canvas.addEventListener("pointermove", (event) => {
  const here = [event.offsetX, event.offsetY];
  const before = pointers.get(event.pointerId);
  if (!before) {
    const now = nearest(here[0], here[1]);
    if (now !== near) {
      near = now;
      canvas.style.cursor = near >= 0 ? "pointer" : "grab";
      soon();
    }
    return;
  }
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
  pointers.set(event.pointerId, here);
  if (others.length > 0) {
    const [other] = others;
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const is = Math.hypot(here[0] - other[0], here[1] - other[1]);
    if (was > 0) zoom(is / was, (here[0] + other[0]) / 2, (here[1] + other[1]) / 2);
    dragged += 9;
    return;
  }
  dragged += Math.abs(here[0] - before[0]) + Math.abs(here[1] - before[1]);
  view.x -= (here[0] - before[0]) / view.scale;
  view.y -= (here[1] - before[1]) / view.scale;
  moved();
});
const up = (event) => {
  pointers.delete(event.pointerId);
  if (event.type === "pointerup" && dragged < 6) {
    const who = nearest(event.offsetX, event.offsetY);
    if (who >= 0) location.href = `/person/${people[who].id}`;
  }
};
canvas.addEventListener("pointerup", up);
canvas.addEventListener("pointercancel", up);
canvas.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY);
  },
  { passive: false },
);
canvas.addEventListener("keydown", (event) => {
  const { width, height } = size();
  const step = 60 / view.scale;
  const act = {
    ArrowLeft: () => (view.x -= step),
    ArrowRight: () => (view.x += step),
    ArrowUp: () => (view.y -= step),
    ArrowDown: () => (view.y += step),
    "+": () => zoom(1.3, width / 2, height / 2),
    "-": () => zoom(1 / 1.3, width / 2, height / 2),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
  moved();
});
form.addEventListener("input", filtered);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  // To the first that was found.
  const [first] = found;
  if (first !== undefined) {
    view = { x: people[first].x, y: people[first].y, scale: Math.max(view.scale, 24) };
    near = first;
    moved();
  }
});
form.elements.whole.addEventListener("click", () => {
  form.reset();
  filtered();
  whole();
});
addEventListener("resize", soon);

told.textContent = "The map is being drawn …";
try {
  const answer = await fetch(part.dataset.from);
  if (!answer.ok) throw new Error(await answer.text());
  const drawing = await answer.json();
  people = drawing.dots;
  ties = drawing.ties;
  names = new Map(drawing.communities.map((one) => [one.number, one.name]));
  byStrength = people.map((_, n) => n).sort((a, b) => people[b].strength - people[a].strength);
  filtered();
  whole();
  canvas.dataset.drawn = String(people.length);
} catch (error) {
  told.textContent = "The map could not be fetched; the lists beside it say the same in words.";
  console.error(error);
}

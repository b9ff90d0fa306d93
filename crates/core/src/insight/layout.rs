//! Where people stand on a map: who is tied stands near, who is not stands apart, and each group has a place of its own.
//!
//! Groups are laid out along a spiral, the largest in the middle, and their people along one within each. Then, as
//! Fruchterman and Reingold (1991) have it, ties pull and neighbours on a grid push, by steps that grow smaller. The same
//! people and ties give the same map.

/// So many steps are made.
const STEPS: usize = 80;
/// The angle of the sunflower's seeds, which leaves no gaps.
const GOLDEN: f32 = 2.399_963_2;
/// The distance at which people who are not tied would like to stand.
const APART: f32 = 1.0;
/// How much each is drawn to the middle of their group.
const HOME: f32 = 0.01;
/// Of those who stand in one cell of the grid so many push at the most.
const PUSHERS: usize = 24;

/// The places of people, each with the number of their group, by ties of these weights from 0 to 1. Distances are about
/// 1 between neighbours.
pub fn places(groups: &[u32], ties: &[(u32, u32, f32)]) -> Vec<(f32, f32)> {
    let homes = homes(groups);
    let mut within = vec![0_u32; homes.len()];
    let mut places: Vec<(f32, f32)> = groups
        .iter()
        .map(|group| {
            let (home, seat) = (homes[*group as usize], &mut within[*group as usize]);
            let place = seed(*seat, APART);
            *seat += 1;
            (home.0 + place.0, home.1 + place.1)
        })
        .collect();
    // Who has many ties is pulled by each the less, so that large groups do not fall into a heap.
    let mut counts = vec![0.0_f32; places.len()];
    for (a, b, _) in ties {
        counts[*a as usize] += 1.0;
        counts[*b as usize] += 1.0;
    }
    let mut forces = vec![(0.0_f32, 0.0_f32); places.len()];
    for step in 0..STEPS {
        forces.iter_mut().for_each(|force| *force = (0.0, 0.0));
        push(&places, &mut forces);
        for (a, b, weight) in ties {
            let (from, to) = (places[*a as usize], places[*b as usize]);
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let far = (dx * dx + dy * dy).sqrt();
            // Those of other groups pull less, or all would end in one heap.
            let same = groups[*a as usize] == groups[*b as usize];
            let shared = 1.0 + counts[*a as usize].max(counts[*b as usize]);
            let pull = far * weight * if same { 0.12 } else { 0.01 } / (APART * shared);
            for (who, sign) in [(*a, 1.0), (*b, -1.0)] {
                let force = &mut forces[who as usize];
                force.0 += sign * dx * pull;
                force.1 += sign * dy * pull;
            }
        }
        let most = 1.5 * APART * (1.0 - step as f32 / STEPS as f32).powi(2) + 0.01;
        for ((place, force), group) in places.iter_mut().zip(&forces).zip(groups) {
            let home = homes[*group as usize];
            let (fx, fy) = (force.0 + HOME * (home.0 - place.0), force.1 + HOME * (home.1 - place.1));
            let long = (fx * fx + fy * fy).sqrt();
            let part = if long > most { most / long } else { 1.0 };
            place.0 += fx * part;
            place.1 += fy * part;
        }
    }
    places
}

/// The place of the seed with this number in a sunflower.
fn seed(number: u32, apart: f32) -> (f32, f32) {
    let (angle, far) = (number as f32 * GOLDEN, apart * (number as f32 + 0.5).sqrt() * 0.8);
    (angle.cos() * far, angle.sin() * far)
}

/// The middles of the groups, so that each has room.
fn homes(groups: &[u32]) -> Vec<(f32, f32)> {
    let count = groups.iter().max().map_or(0, |most| *most as usize + 1);
    let mut sizes = vec![0_u32; count];
    groups.iter().for_each(|group| sizes[*group as usize] += 1);
    let mut before = 0.0;
    sizes
        .iter()
        .enumerate()
        .map(|(number, size)| {
            // Room for all that come before, and half of its own.
            let room = 2.2 * (*size as f32);
            let far = ((before + room / 2.0) / std::f32::consts::PI).sqrt() * 1.6 * APART;
            before += room;
            let angle = number as f32 * GOLDEN;
            if number == 0 { (0.0, 0.0) } else { (angle.cos() * far * 1.3, angle.sin() * far * 1.3) }
        })
        .collect()
}

/// Neighbours push each other away.
fn push(places: &[(f32, f32)], forces: &mut [(f32, f32)]) {
    let cell = |at: f32| (at / (2.0 * APART)).floor() as i32;
    let mut order: Vec<((i32, i32), u32)> =
        places.iter().enumerate().map(|(who, place)| ((cell(place.0), cell(place.1)), who as u32)).collect();
    order.sort_unstable();
    let own = |x: i32, y: i32| {
        let from = order.partition_point(|(at, _)| *at < (x, y));
        let to = order.partition_point(|(at, _)| *at <= (x, y));
        order[from..to].iter().take(PUSHERS)
    };
    let mut from = 0;
    while from < order.len() {
        let (x, y) = order[from].0;
        let to = from + order[from..].iter().take_while(|(at, _)| *at == (x, y)).count();
        let near: Vec<u32> = (-1..=1)
            .flat_map(|dx| (-1..=1).flat_map(move |dy| [(dx, dy)]))
            .flat_map(|(dx, dy)| own(x + dx, y + dy))
            .map(|(_, who)| *who)
            .collect();
        for (_, who) in &order[from..to] {
            let place = places[*who as usize];
            let force = &mut forces[*who as usize];
            for other in near.iter().filter(|other| *other != who) {
                let (dx, dy) = (place.0 - places[*other as usize].0, place.1 - places[*other as usize].1);
                let far2 = dx * dx + dy * dy;
                if far2 < 1e-6 {
                    // Two on one spot part in different directions.
                    let away = seed(*who, 0.1);
                    force.0 += away.0;
                    force.1 += away.1;
                } else if far2 < 4.0 * APART * APART {
                    let strong = APART * APART / far2 * 0.3;
                    force.0 += dx * strong;
                    force.1 += dy * strong;
                }
            }
        }
        from = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn far(a: (f32, f32), b: (f32, f32)) -> f32 {
        ((a.0 - b.0).powi(2) + (a.1 - b.1).powi(2)).sqrt()
    }

    #[test]
    fn groups_stand_apart_and_their_people_together() {
        let groups: Vec<u32> = (0..120).map(|person| person / 30).collect();
        let mut ties = Vec::new();
        for person in 0..120_u32 {
            for step in 1..4 {
                let other = person / 30 * 30 + (person + step * 7) % 30;
                if person != other {
                    ties.push((person, other, 0.5));
                }
            }
        }
        ties.push((0, 119, 0.5));
        let places = places(&groups, &ties);
        let middle = |group: usize| {
            let own = &places[group * 30..(group + 1) * 30];
            (own.iter().map(|p| p.0).sum::<f32>() / 30.0, own.iter().map(|p| p.1).sum::<f32>() / 30.0)
        };
        for group in 0..4 {
            let spread =
                places[group * 30..(group + 1) * 30].iter().map(|p| far(*p, middle(group))).sum::<f32>()
                    / 30.0;
            for other in 0..group {
                assert!(far(middle(group), middle(other)) > 1.5 * spread, "{group} and {other}: {spread}");
            }
        }
        assert!(places.iter().all(|place| place.0.is_finite() && place.1.is_finite()));
        let crowded = (0..120).filter(|a| (0..120).any(|b| *a != b && far(places[*a], places[b]) < 0.05));
        assert!(crowded.count() < 6);
        assert_eq!(places, super::places(&groups, &ties));
    }

    #[test]
    fn nobody_and_one_alone_have_their_map() {
        assert!(places(&[], &[]).is_empty());
        assert_eq!(places(&[0], &[]).len(), 1);
    }
}

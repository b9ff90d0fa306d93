//! The circles of a life, learnt from itself: where between the strongest ties and the weaker ones the gaps lie.
//!
//! Dunbar's layers are about 5, 15, 50 and 150 people, each with about a third of the contact of the one within it; how
//! large they are differs from one to another and hardly changes over years (Saramäki and others 2014). So the ties are
//! parted into four bands of like strength: those with the least sum of squared distances of the logarithms within the
//! bands (Fisher 1958, Jenks 1967), found exactly.

/// How many bands there are, and how large Dunbar's are, each with those within it.
pub const DUNBAR: [usize; 4] = [5, 15, 50, 150];

/// How many belong to each circle, each with those within it, of ties by their raw strengths, the strongest first. Fewer
/// than four where there are too few ties to part.
pub fn layers(strongest: &[f64]) -> Vec<usize> {
    let logs: Vec<f64> = strongest.iter().take_while(|raw| **raw > 0.0).map(|raw| raw.ln()).collect();
    let (count, bands) = (logs.len(), DUNBAR.len().min(logs.len()));
    if count == 0 {
        return Vec::new();
    }
    let (mut sums, mut squares) = (vec![0.0], vec![0.0]);
    for log in &logs {
        sums.push(sums[sums.len() - 1] + log);
        squares.push(squares[squares.len() - 1] + log * log);
    }
    let spread = |from: usize, to: usize| {
        let (sum, square) = (sums[to] - sums[from], squares[to] - squares[from]);
        square - sum * sum / (to - from) as f64
    };
    // The least spread of the first `n` in `band + 1` bands, and where the last of these begins.
    let mut best: Vec<f64> = (0..=count).map(|n| if n == 0 { 0.0 } else { spread(0, n) }).collect();
    let mut begins: Vec<Vec<usize>> = vec![vec![0; count + 1]];
    for band in 1..bands {
        let (mut next, mut begin) = (vec![f64::INFINITY; count + 1], vec![0; count + 1]);
        for n in band + 1..=count {
            for (from, before) in best.iter().enumerate().take(n).skip(band) {
                let here = before + spread(from, n);
                if here < next[n] {
                    (next[n], begin[n]) = (here, from);
                }
            }
        }
        best = next;
        begins.push(begin);
    }
    let (mut ends, mut at) = (vec![count], count);
    for begin in begins.iter().skip(1).rev() {
        at = begin[at];
        ends.push(at);
    }
    ends.reverse();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaps_are_found() {
        let mut raw = vec![8.0; 4];
        raw.extend([1.0; 9]);
        raw.extend([0.1; 30]);
        raw.extend([0.01; 100]);
        assert_eq!(layers(&raw), [4, 13, 43, 143]);
        let noisy: Vec<f64> = raw.iter().enumerate().map(|(n, raw)| raw * (1.2 - n as f64 * 0.001)).collect();
        assert_eq!(layers(&noisy), [4, 13, 43, 143]);
    }

    #[test]
    fn few_ties_make_few_circles() {
        assert!(layers(&[]).is_empty() && layers(&[0.0]).is_empty());
        assert_eq!(layers(&[1.0]), [1]);
        assert_eq!(layers(&[2.0, 1.0]), [1, 2]);
        assert_eq!(layers(&[1.0; 10]).last(), Some(&10));
    }
}

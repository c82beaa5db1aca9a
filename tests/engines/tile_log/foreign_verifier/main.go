// Checks a tiled log over HTTP with code that shares nothing with the one that wrote it:
// the standard library and golang.org/x/mod/sumdb.
//
//	main URL VERIFIER_KEY [OLD_CHECKPOINT_FILE]
//
// It verifies the checkpoint's signature, the inclusion of every entry by a proof of its own,
// and, given an older checkpoint, the consistency of the two. Exit status 0 if all holds.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

type site struct{ prefix string }

func (s site) get(path string) ([]byte, error) {
	answer, err := http.Get(s.prefix + "/" + path)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, answer.Status)
	}
	return io.ReadAll(answer.Body)
}

// tilePath leaves out the height, which tlog-tiles fixes at eight.
func tilePath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

// tileReader fetches each tile once: TileHashReader asks for it again with every proof.
type tileReader struct {
	site
	fetched map[tlog.Tile][]byte
}

func (r tileReader) Height() int { return tileHeight }

func (r tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var contents [][]byte
	for _, tile := range tiles {
		if _, ok := r.fetched[tile]; !ok {
			content, err := r.get(tilePath(tile))
			if err != nil {
				return nil, err
			}
			r.fetched[tile] = content
		}
		contents = append(contents, r.fetched[tile])
	}
	return contents, nil
}

func (r tileReader) SaveTiles([]tlog.Tile, [][]byte) {}

func openCheckpoint(data []byte, verifier note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s", verifier.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tlog.Tree{}, fmt.Errorf("malformed root: %v", err)
	}
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree, nil
}

func readBundle(s site, tree tlog.Tree, number int64) ([][]byte, error) {
	width := tree.N - number<<tileHeight
	if width > 1<<tileHeight {
		width = 1 << tileHeight
	}
	tile := tlog.Tile{H: tileHeight, L: -1, N: number, W: int(width)}
	data, err := s.get(strings.Replace(tilePath(tile), "tile/data/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) >= 2 {
		length := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+length {
			break
		}
		entries = append(entries, data[2:2+length])
		data = data[2+length:]
	}
	if len(data) != 0 || int64(len(entries)) != width {
		return nil, fmt.Errorf("bundle %d is malformed", number)
	}
	return entries, nil
}

func checkEntries(s site, tree tlog.Tree, hashes tlog.HashReader) error {
	for number := int64(0); number<<tileHeight < tree.N; number++ {
		entries, err := readBundle(s, tree, number)
		if err != nil {
			return err
		}
		for position, entry := range entries {
			index := number<<tileHeight + int64(position)
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
		}
	}
	return nil
}

func checkConsistency(path string, tree tlog.Tree, verifier note.Verifier, hashes tlog.HashReader) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	old, err := openCheckpoint(data, verifier)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

func run(arguments []string) error {
	verifier, err := note.NewVerifier(arguments[1])
	if err != nil {
		return err
	}
	s := site{strings.TrimRight(arguments[0], "/")}
	data, err := s.get("checkpoint")
	if err != nil {
		return err
	}
	tree, err := openCheckpoint(data, verifier)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, tileReader{s, map[tlog.Tile][]byte{}})
	if err := checkEntries(s, tree, hashes); err != nil {
		return err
	}
	if len(arguments) > 2 {
		if err := checkConsistency(arguments[2], tree, verifier, hashes); err != nil {
			return err
		}
	}
	fmt.Printf("verified %d entries\n", tree.N)
	return nil
}

func main() {
	if len(os.Args) < 3 || len(os.Args) > 4 {
		fmt.Fprintln(os.Stderr, "usage: main URL VERIFIER_KEY [OLD_CHECKPOINT_FILE]")
		os.Exit(2)
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "refused:", err)
		os.Exit(1)
	}
}

using Accel.Transformer.Ir;
using Microsoft.CodeAnalysis;

namespace Accel.Transformer.Frontend.Translation;

internal sealed partial class FunctionTranslator
{
    /// <summary>
    /// The arguments of a call, in the order of the callee's parameters (see <see cref="Mirror(Place, string)"/>). An element of an array
    /// that is given by reference is copied into a variable before the call and back after it, which is exact because the callee does
    /// not see the array in another way (see <see cref="SharedElement"/>).
    /// </summary>
    private sealed class ArgumentList(FunctionTranslator owner)
    {
        private readonly List<Argument> _arguments = [];
        private readonly List<(ElementPlace Element, Variable Copy)> _copies = [];

        public IReadOnlyList<Argument> Arguments => _arguments;

        public void Add(Operand operand)
        {
            if (operand is Value value)
            {
                Add(value);
            }
            else
            {
                Add((Place)operand);
            }
        }

        private void Add(Value value)
        {
            switch (value)
            {
                case ScalarValue scalar:
                    _arguments.Add(new ValueArgument(scalar.Expression));
                    break;
                case StructValue fields:
                    foreach (Value field in fields.Fields.Values)
                    {
                        Add(field);
                    }

                    break;
            }
        }

        public void Add(Place? place)
        {
            switch (place)
            {
                case VariablePlace variable:
                    _arguments.Add(new ReferenceArgument(variable.Variable));
                    break;
                case ConstantPlace constant:
                    _arguments.Add(new ReferenceArgument(owner.Keep(constant.Value, "t").Variable));
                    break;
                case ElementPlace element:
                    Add(element);
                    break;
                case ObjectPlace item:
                    foreach (Place field in item.Fields.Values)
                    {
                        Add(field);
                    }

                    break;
                case ArrayPlace array:
                    _arguments.AddRange(array.Layout.Arrays.Select(part => new ArrayArgument(part)));
                    break;
                case SlotPlace { Initial: ReferenceValue { Target: var target } }:
                    Add(target);
                    break;
            }
        }

        public void CopyBack()
        {
            foreach ((ElementPlace element, Variable copy) in _copies)
            {
                if (element.Array.Constants is null)
                {
                    owner.Store(element, new ScalarValue(new VariableExpression(copy)));
                }
            }
        }

        private void Add(ElementPlace element)
        {
            // The index must not change while the callee runs.
            bool isStable = element.Index is ConstantExpression || (element.Index is VariableExpression index && owner._temporaries.Contains(index.Variable));
            ElementPlace stable = isStable ? element : new ElementPlace(element.Array, owner.Keep(element.Index, "index"));
            Variable copy = owner.Keep(LoadElement(stable), "element").Variable;
            _copies.Add((stable, copy));
            _arguments.Add(new ReferenceArgument(copy));
        }
    }
}
